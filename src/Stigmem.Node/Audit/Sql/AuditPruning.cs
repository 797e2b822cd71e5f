using System.Text.Json;
using Stigmem.Core.ContentIds;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit.Sql;

/// <summary>
/// Deletes the oldest audit rows of a tenant and puts an <c>audit_pruned</c> row at the end of the chain, which says
/// how far and carries the last deleted link. The rows that are left follow from it, so the chain can still be verified.
/// </summary>
internal sealed class AuditPruning(AuditLog log, TenantDirectory tenants)
{
    /// <summary>The event that a pruning leaves.</summary>
    public const string EventType = "audit_pruned";

    /// <summary>So many in one turn, that writers do not wait for long.</summary>
    public const int MostInATurn = 5_000;

    private const string Node = "system:stigmem";

    private static readonly SqlText SelectLast = new(
        """
        SELECT chain_seq, chain_hash, ts_us, count(*) OVER ()
        FROM (SELECT chain_seq, chain_hash, ts_us FROM audit_events WHERE tenant = ?1 AND ts_us < ?2 ORDER BY ts_us LIMIT ?3)
        ORDER BY ts_us DESC LIMIT 1
        """);

    private static readonly SqlText Permit = new("INSERT INTO audit_prunings (tenant, through_chain_seq) VALUES (?1, ?2)");
    private static readonly SqlText Delete = new("DELETE FROM audit_events WHERE tenant = ?1 AND ts_us <= ?2");
    private static readonly SqlText Withdraw = new("DELETE FROM audit_prunings WHERE tenant = ?1");

    private static readonly SqlText SelectNewest = new(
        $"SELECT detail FROM audit_events WHERE tenant = ?1 AND event_type = '{EventType}' ORDER BY ts_us DESC LIMIT 1");

    /// <summary>Prunes what is older than a moment; in the writer's turn.</summary>
    /// <returns>How many rows are gone.</returns>
    public long Execute(SqlSession session, string tenant, long beforeMicroseconds)
    {
        var number = (long)tenants.NumberOf(tenant);
        if (Last(session, number, beforeMicroseconds) is not { } last)
            return 0;
        using (var permit = session.Use(Permit))
            permit.Bind(1, number).Bind(2, last.ChainSeq).Execute();
        using (var delete = session.Use(Delete))
            delete.Bind(1, number).Bind(2, last.Microseconds).Execute();
        using (var withdraw = session.Use(Withdraw))
            withdraw.Bind(1, number).Execute();
        log.Append(session, new AuditEvent(EventType, tenant, Node)
        {
            DetailJson = new AuditDetail().Add("through_chain_seq", last.ChainSeq).Add("chain_hash", last.Hash.ToString()).Add("rows", last.Rows).ToString(),
        });
        return last.Rows;
    }

    /// <summary>The place and the link that the first row left must follow; null where nothing was pruned.</summary>
    public static (long ChainSeq, ContentId Hash)? Newest(SqlSession session, int tenant)
    {
        using var row = session.Use(SelectNewest);
        return row.Bind(1, (long)tenant).Step() ? Read(row.GetString(0)) : null;
    }

    private static (long ChainSeq, ContentId Hash)? Read(string detail)
    {
        try
        {
            using var document = JsonDocument.Parse(detail);
            var root = document.RootElement;
            return ContentId.TryParse(root.GetProperty("chain_hash").GetString(), out var hash)
                ? (root.GetProperty("through_chain_seq").GetInt64(), hash)
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            // Somebody rewrote the row: the chain then breaks at its first row.
            return null;
        }
    }

    private static (long ChainSeq, ContentId Hash, long Microseconds, long Rows)? Last(SqlSession session, long tenant, long before)
    {
        using var row = session.Use(SelectLast);
        return row.Bind(1, tenant).Bind(2, before).Bind(3, (long)MostInATurn).Step()
            ? (row.GetInt64(0), ContentId.FromBytes(row.GetBytes(1)), row.GetInt64(2), row.GetInt64(3))
            : null;
    }
}
