using System.Security.Cryptography;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit.Sql;

/// <summary>
/// Walks hash chains and recomputes every link (facts contract, section 19). Memory does not grow with the log: rows
/// are read batch by batch, and between batches no reader is held.
/// </summary>
/// <remarks>
/// A row stores its link only. So a changed fact shows as <c>event_hash_mismatch</c> when its content id or a column
/// computed from others no longer fits, and anything else that was changed, the link before included, as
/// <c>chain_hash_mismatch</c> at the first row that does not follow. Rows cut off at the end are missed while the node
/// that wrote them still runs.
/// </remarks>
internal sealed class ChainVerifier(SqlEngine engine, TenantDirectory tenants, FactLog facts, AuditLog audit, AuditCheckpoints checkpoints)
{
    private const int RowsABatch = 2_000;
    private const string Gap = "chain_seq_gap";
    private const string EventMismatch = "event_hash_mismatch";
    private const string LinkMismatch = "chain_hash_mismatch";
    private const int EntityKey = FactRow.Count;
    private const int TupleKey = FactRow.Count + 1;

    private static readonly SqlText SelectFacts = new(
        $"""
        SELECT {FactRow.Columns}, f.entity_key, f.tuple_key
        FROM {FactRow.From} WHERE f.seq > ?1 AND (?2 IS NULL OR +f.tenant = ?2) ORDER BY f.seq LIMIT {RowsABatch}
        """);

    private static readonly SqlText SelectLink = new("SELECT chain_hash FROM facts WHERE seq = ?1 AND tenant = ?2 AND chain_seq = ?3");

    private static readonly SqlText SelectEvents = new(
        $"""
        SELECT seq, id, tenant, event_type, outcome, entity_uri, oidc_sub, fact_id, source, attested_key_id, detail, ts_us, chain_seq, chain_hash, hlc
        FROM audit_events WHERE seq > ?1 AND (?2 IS NULL OR +tenant = ?2) ORDER BY seq LIMIT {RowsABatch}
        """);

    /// <summary>Verifies both chains of one tenant, or of all; each as far as its first row that does not hold.</summary>
    /// <param name="tenant">The only tenant to look at; null for all.</param>
    /// <param name="kept">A head of an audit chain that somebody kept, which must still be in it; null for none.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>A report for each tenant, at least for those that are known.</returns>
    public async Task<IReadOnlyList<ChainReport>> VerifyAsync(string? tenant, KeptHead? kept, CancellationToken ct)
    {
        // How many rows there must be is asked first: what is written meanwhile may be seen, but need not.
        var factWalks = new ChainWalks("facts", tenants, tenant, facts.CountOf);
        await WalkAsync(factWalks, SelectFacts, CheckFact, ct);
        var eventWalks = await WalkEventsAsync(tenant, kept, ct);
        return [.. factWalks.All.Select(walk => walk.Tenant).Union(eventWalks.All.Select(walk => walk.Tenant)).Select(Report)];

        ChainReport Report(string name)
        {
            var (ofFacts, ofEvents) = (factWalks.All.FirstOrDefault(Fits), eventWalks.All.FirstOrDefault(Fits));
            return new ChainReport(
                name, ofFacts?.Checked ?? 0, ofEvents?.Checked ?? 0, ofFacts?.Head, ofEvents?.Head, ofFacts?.Failure ?? ofEvents?.Failure);

            bool Fits(ChainWalk walk) => walk.Tenant == name;
        }
    }

    /// <summary>Verifies the facts of a tenant that follow a part that held before.</summary>
    /// <returns>The longer part that holds, or where the chain breaks.</returns>
    public async Task<(VerifiedPrefix Prefix, ChainBreak? Failure)> VerifyFactsAsync(string tenant, VerifiedPrefix known, CancellationToken ct)
    {
        var walks = new ChainWalks("facts", tenants, tenant, facts.CountOf);
        var walk = walks.Of(tenants.NumberOf(tenant));
        if (known.Checked > 0)
            walk.StartAfter(known.Checked, ContentId.FromBytes(known.Head.Span));
        var last = await WalkAsync(walks, SelectFacts, CheckFact, ct, known.Seq);
        return (known with { Seq = last, Checked = walk.Expected - 1, Head = walk.Previous.ToArray() }, walk.Failure);
    }

    /// <summary>Whether the last link of a part that held before stands where it stood.</summary>
    public bool IsInPlace(string tenant, VerifiedPrefix known)
    {
        if (known.Checked == 0)
            return true;
        using var lease = engine.Read();
        using var row = lease.Session.Use(SelectLink);
        return row.Bind(1, known.Seq).Bind(2, (long)tenants.NumberOf(tenant)).Bind(3, known.Checked).Step() && row.GetBytes(0).SequenceEqual(known.Head.Span);
    }

    private async Task<ChainWalks> WalkEventsAsync(string? tenant, KeptHead? kept, CancellationToken ct)
    {
        while (true)
        {
            var walks = new ChainWalks("audit", tenants, tenant, audit.CountOf);
            var starts = Prunings(walks.Tenants);
            foreach (var (number, start) in starts)
                walks.Of(number).StartAfter(start.ChainSeq, start.Hash);
            PinCheckpoints(walks, kept);
            await WalkAsync(walks, SelectEvents, CheckEvent, ct);
            // Rows that were pruned under the walk look like rows that somebody deleted; then it is walked once more.
            if (!walks.IsBroken || Prunings(walks.Tenants).All(starts.Contains))
                return walks;
        }
    }

    /// <summary>What was signed must still be there; of rows that were pruned since, nothing is asked.</summary>
    private void PinCheckpoints(ChainWalks walks, KeptHead? kept)
    {
        using var lease = engine.Read();
        foreach (var number in walks.Tenants)
        {
            var walk = walks.Of(number);
            if (checkpoints.Newest(lease.Session, number, walk.Tenant) is { } signed)
                walk.Pin(signed.CoveredChainSeq, signed.ChainHash);
            if (kept is { } head && head.Tenant == walk.Tenant)
                walk.Pin(head.ChainSeq, head.ChainHash);
        }
    }

    private Dictionary<int, (long ChainSeq, ContentId Hash)> Prunings(IEnumerable<int> numbers)
    {
        using var lease = engine.Read();
        Dictionary<int, (long ChainSeq, ContentId Hash)> newest = [];
        foreach (var number in numbers)
        {
            if (AuditPruning.Newest(lease.Session, number) is { } pruning)
                newest.Add(number, pruning);
        }
        return newest;
    }

    private async Task<long> WalkAsync(ChainWalks walks, SqlText text, Action<ChainWalk, SqlStatement> check, CancellationToken ct, long after = 0)
    {
        for (var rows = RowsABatch; rows == RowsABatch && !walks.IsOver;)
        {
            ct.ThrowIfCancellationRequested();
            (rows, after) = Batch(walks, text, check, after);
            // Other requests of this thread go first.
            await Task.Yield();
        }
        foreach (var walk in walks.All)
            walk.End();
        return after;
    }

    private (int Rows, long LastSeq) Batch(ChainWalks walks, SqlText text, Action<ChainWalk, SqlStatement> check, long after)
    {
        var count = 0;
        using var lease = engine.Read();
        using var rows = lease.Session.Use(text);
        rows.Bind(1, after).Bind(2, (long?)walks.Only);
        while (rows.Step())
        {
            count++;
            after = rows.GetInt64(0);
            if (walks.Of((int)rows.GetInt64(2)) is { Failure: null } walk)
                check(walk, rows);
        }
        return (count, after);
    }

    private static void CheckFact(ChainWalk walk, SqlStatement row)
    {
        Span<byte> link = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            var fact = FactRow.Read(row, _ => walk.Tenant);
            if (fact.ChainSeq != walk.Expected)
            {
                walk.Break(Gap, fact.Id);
                return;
            }
            if (ContentId.Of(fact.ToBody()) != fact.Cid || !HasWhatFollows(fact, row))
            {
                walk.Break(EventMismatch, fact.Id);
                return;
            }
            FactLog.Link(fact, walk.Previous, link);
            Follow(walk, fact.Id, link, row.GetBytes(FactRow.ChainHash));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // Somebody wrote into the row what no fact has.
            walk.Break(EventMismatch, null);
        }
    }

    /// <summary>Whether the columns that are computed from others, and so are in no hash, are what they must be.</summary>
    private static bool HasWhatFollows(StoredFact fact, SqlStatement row) =>
        row.GetInt64(EntityKey) == FactTuple.KeyOf(fact.Tenant, fact.Entity)
        && row.GetInt64(TupleKey) == new FactTuple(fact.Tenant, fact.Entity, fact.Relation, fact.Scope).Key
        && fact.WrittenValidUntilMicroseconds == (Instants.TryParse(fact.WrittenValidUntil, out var until) ? until : null);

    private static void CheckEvent(ChainWalk walk, SqlStatement row)
    {
        Span<byte> link = stackalloc byte[SHA256.HashSizeInBytes];
        try
        {
            var id = row.GetGuid(1);
            if (row.GetInt64(12) != walk.Expected)
            {
                walk.Break(Gap, id);
                return;
            }
            var happened = new AuditEvent(row.GetString(3), walk.Tenant, row.GetStringOrNull(5))
            {
                Outcome = row.GetString(4),
                OidcSub = row.GetStringOrNull(6),
                FactId = row.GetGuidOrNull(7),
                Source = row.GetString(8),
                AttestedKeyId = row.GetStringOrNull(9),
                DetailJson = row.GetStringOrNull(10),
            };
            AuditLog.Link(happened, id, row.GetInt64(0), row.GetInt64(11), row.GetInt64OrNull(14) is { } hlc ? Hlc.FromPacked(hlc) : null, walk.Expected, walk.Previous, link);
            Follow(walk, id, link, row.GetBytes(13));
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            walk.Break(EventMismatch, null);
        }
    }

    private static void Follow(ChainWalk walk, Guid id, ReadOnlySpan<byte> computed, ReadOnlySpan<byte> stored)
    {
        if (computed.SequenceEqual(stored) && walk.FitsPin(computed))
            walk.Advance(computed);
        else
            walk.Break(LinkMismatch, id);
    }
}
