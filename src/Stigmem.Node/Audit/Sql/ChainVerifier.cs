using System.Security.Cryptography;
using Stigmem.Core.ContentIds;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit.Sql;

/// <summary>
/// Walks the hash chains of a tenant and recomputes every link (facts contract, section 19). Memory does not grow with
/// the log: rows are read batch by batch, and between batches no reader is held.
/// </summary>
/// <remarks>
/// A row stores its link only. So a changed fact shows as <c>event_hash_mismatch</c> when its content id no longer fits,
/// and anything else that was changed, the link before included, as <c>chain_hash_mismatch</c> at the first row that
/// does not follow. Rows cut off at the end are missed while the node that wrote them still runs.
/// </remarks>
internal sealed class ChainVerifier(SqlEngine engine, TenantDirectory tenants, FactLog facts, AuditLog audit)
{
    private const int RowsABatch = 2_000;
    private const string Gap = "chain_seq_gap";
    private const string Missing = "fact_missing";
    private const string EventMismatch = "event_hash_mismatch";
    private const string LinkMismatch = "chain_hash_mismatch";

    private static readonly SqlText SelectFacts = new(
        $"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq > ?1 AND +f.tenant = ?2 ORDER BY f.seq LIMIT {RowsABatch}");

    private static readonly SqlText SelectEvents = new(
        $"""
        SELECT seq, id, event_type, outcome, entity_uri, oidc_sub, fact_id, source, attested_key_id, detail, ts_us, chain_seq, chain_hash
        FROM audit_events WHERE seq > ?1 AND +tenant = ?2 ORDER BY seq LIMIT {RowsABatch}
        """);

    /// <summary>Verifies both chains; stops at the first row that does not hold.</summary>
    public async Task<ChainReport> VerifyAsync(string tenant, CancellationToken ct)
    {
        var (leastFacts, leastEvents) = (facts.CountOf(tenant), audit.CountOf(tenant));
        var (factWalk, eventWalk) = (new ChainWalk("facts"), new ChainWalk("audit"));
        var failure = await WalkAsync(factWalk, SelectFacts, CheckFact, tenant, leastFacts, ct)
            ?? await WalkAsync(eventWalk, SelectEvents, CheckEvent, tenant, leastEvents, ct);
        return new ChainReport(tenant, factWalk.Checked, eventWalk.Checked, factWalk.Head, eventWalk.Head, failure);
    }

    private async Task<ChainBreak?> WalkAsync(
        ChainWalk walk, SqlText text, Func<ChainWalk, SqlStatement, string, ChainBreak?> check, string tenant, long least, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            if (Batch(walk, text, check, tenant, out var rows) is { } failure)
                return failure;
            if (rows < RowsABatch)
                return walk.Checked < least ? walk.Break(Missing, null) : null;
            // Other requests of this thread go first.
            await Task.Yield();
        }
    }

    private ChainBreak? Batch(ChainWalk walk, SqlText text, Func<ChainWalk, SqlStatement, string, ChainBreak?> check, string tenant, out int count)
    {
        count = 0;
        using var lease = engine.Read();
        using var rows = lease.Session.Use(text);
        rows.Bind(1, walk.LastSeq).Bind(2, (long)tenants.NumberOf(tenant));
        while (rows.Step())
        {
            count++;
            if (check(walk, rows, tenant) is { } failure)
                return failure;
        }
        return null;
    }

    private static ChainBreak? CheckFact(ChainWalk walk, SqlStatement row, string tenant)
    {
        Span<byte> link = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            var fact = FactRow.Read(row, _ => tenant);
            if (fact.ChainSeq != walk.Expected)
                return walk.Break(Gap, fact.Id);
            if (ContentId.Of(fact.ToBody()) != fact.Cid || !HasOwnTime(fact))
                return walk.Break(EventMismatch, fact.Id);
            FactLog.Link(fact, walk.Previous, link);
            return Follow(walk, fact.Seq, fact.Id, link, row.GetBytes(FactRow.ChainHash));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Somebody wrote into the row what no fact has.
            return walk.Break(EventMismatch, null);
        }
    }

    /// <summary>A fact of this node was recorded when it was asserted; the link covers only one of the two times.</summary>
    private static bool HasOwnTime(StoredFact fact) => fact.ReceivedFrom is not null || fact.TimestampMicroseconds == fact.RecordedMicroseconds;

    private static ChainBreak? CheckEvent(ChainWalk walk, SqlStatement row, string tenant)
    {
        Span<byte> link = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            var id = row.GetGuid(1);
            if (row.GetInt64(11) != walk.Expected)
                return walk.Break(Gap, id);
            var happened = new AuditEvent(row.GetString(2), tenant, row.GetStringOrNull(4))
            {
                Outcome = row.GetString(3),
                OidcSub = row.GetStringOrNull(5),
                FactId = row.GetGuidOrNull(6),
                Source = row.GetString(7),
                AttestedKeyId = row.GetStringOrNull(8),
                DetailJson = row.GetStringOrNull(9),
            };
            AuditLog.Link(happened, id, row.GetInt64(10), walk.Expected, walk.Previous, link);
            return Follow(walk, row.GetInt64(0), id, link, row.GetBytes(12));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return walk.Break(EventMismatch, null);
        }
    }

    private static ChainBreak? Follow(ChainWalk walk, long seq, Guid id, ReadOnlySpan<byte> computed, ReadOnlySpan<byte> stored)
    {
        if (!computed.SequenceEqual(stored))
            return walk.Break(LinkMismatch, id);
        walk.Advance(seq, computed);
        return null;
    }
}
