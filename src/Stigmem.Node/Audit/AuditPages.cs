using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary>Makes pages of the trail for readers; each holds a reader of the store only while it is made.</summary>
internal sealed class AuditPages(SqlEngine engine, AuditTrail trail, AuditPresenter presenter)
{
    /// <summary>A page newest first, continued after the line with an id; an unknown id starts over.</summary>
    public AuditPage NewestFirst(AuditFilter filter, Principal caller, Guid? afterId, int limit)
    {
        using var lease = engine.Read();
        lease.HoldSnapshot();
        var before = afterId is { } id ? trail.FindSeq(lease.Session, id, caller.Tenant) : null;
        return Take(lease.Session, trail.Down(lease.Session, filter, caller.Tenant, before ?? long.MaxValue), filter, caller, limit);
    }

    /// <summary>A page oldest first, of the lines after a number.</summary>
    public AuditPage OldestFirst(AuditFilter filter, Principal caller, long after, int limit)
    {
        using var lease = engine.Read();
        lease.HoldSnapshot();
        return Take(lease.Session, trail.Up(lease.Session, filter, caller.Tenant, after), filter, caller, limit);
    }

    private AuditPage Take(SqlSession session, IEnumerable<AuditEntry> walk, AuditFilter filter, Principal caller, int limit)
    {
        List<AuditLogEntry> entries = [];
        AuditEntry? last = null;
        foreach (var entry in walk)
        {
            if (presenter.Present(session, entry, filter, caller) is not { } record)
                continue;
            if (entries.Count == limit)
                return new AuditPage(entries, last, true);
            entries.Add(record);
            last = entry;
        }
        return new AuditPage(entries, last, false);
    }
}
