using Stigmem.Core.Clock;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;

namespace Stigmem.Node.Facts.Sql;

/// <summary>Attempts to change or delete facts behind the node's back: the triggers of the table note them (decision 0071).</summary>
internal sealed class MutationAttempts(SqlEngine engine, FactReader reader, AuditLog audit)
{
    private const string Default = Core.Tenants.TenantId.Default;

    private static readonly SqlText SelectAny = new("SELECT 1 FROM fact_mutation_attempts LIMIT 1");
    private static readonly SqlText SelectOldest = new("SELECT id, seq, substr(operation, 1, 16), at_us FROM fact_mutation_attempts ORDER BY id LIMIT 1");
    private static readonly SqlText Delete = new("DELETE FROM fact_mutation_attempts WHERE id = ?1");

    /// <summary>Whether there are any that the audit log does not have yet.</summary>
    public bool Any()
    {
        using var lease = engine.Read();
        using var row = lease.Session.Use(SelectAny);
        return row.Step();
    }

    /// <summary>Moves attempts to the audit log, oldest first; in the writer's turn.</summary>
    /// <returns>How many were moved.</returns>
    public int Move(SqlSession session, int most)
    {
        var moved = 0;
        while (moved < most && Oldest(session) is { } attempt)
        {
            audit.Append(session, Event(session, attempt));
            using var delete = session.Use(Delete);
            delete.Bind(1, attempt.Id).Execute();
            moved++;
        }
        return moved;
    }

    private static Attempt? Oldest(SqlSession session)
    {
        using var row = session.Use(SelectOldest);
        return row.Step() ? new Attempt(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetInt64(3)) : null;
    }

    private AuditEvent Event(SqlSession session, Attempt attempt)
    {
        var fact = reader.Find(session, attempt.Seq);
        var detail = new AuditDetail().Add("operation", attempt.Operation);
        if (Instants.IsInRange(attempt.Microseconds))
            detail.Add("attempted_at", Instants.Format(attempt.Microseconds));
        return new AuditEvent("fact_mutation_attempted", fact?.Tenant ?? Default, null)
        {
            Outcome = "denied",
            FactId = fact?.Id,
            DetailJson = detail.ToString(),
        };
    }

    private sealed record Attempt(long Id, long Seq, string Operation, long Microseconds);
}
