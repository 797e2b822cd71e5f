using System.Collections.Concurrent;
using System.Security.Cryptography;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// Appends facts: gives each its number, id, clock stamp and chain link. The heads live in memory and belong to the
/// writer's turn.
/// </summary>
internal sealed class FactLog(TimeProvider time, CommitSequence sequence, TenantDirectory tenants, IdSource ids) : IWriterState
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    private static readonly SqlText Insert = new(
        """
        INSERT INTO facts (seq, id, tenant, entity_key, tuple_key, timestamp_us, hlc, entity, relation, value_type, value_v,
                           interpret_as, source, confidence, scope, valid_until, valid_until_us, garden, derived_from,
                           attested_key_id, actor, oidc_sub, recorded_us, cid, chain_seq, chain_hash, received_from, origin_node_id, origin_allowed_scopes,
                           origin_hlc)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26,
                ?27, ?27, ?28, ?29)
        """);

    private static readonly SqlText SelectClock = new(
        """
        SELECT max(coalesce((SELECT hlc FROM facts ORDER BY seq DESC LIMIT 1), 0),
                   coalesce((SELECT hlc FROM audit_events ORDER BY seq DESC LIMIT 1), 0))
        """);

    private static readonly SqlText SelectHeads = new(
        "SELECT tenant, chain_seq, chain_hash FROM facts WHERE seq IN (SELECT max(seq) FROM facts GROUP BY tenant)");

    private static readonly SqlText SelectDefaultHead = new("SELECT tenant, chain_seq, chain_hash FROM facts ORDER BY seq DESC LIMIT 1");

    private readonly Dictionary<int, (long Seq, byte[] Hash)> _heads = [];
    private readonly HashSet<int> _touched = [];
    private readonly ConcurrentDictionary<int, long> _counts = [];
    private HlcClock _clock = new(time, default);

    /// <summary>The stamp of the newest append.</summary>
    public Hlc LastStamp => _clock.Last;

    /// <summary>The next stamp, for what is no fact; in the writer's turn.</summary>
    public Hlc Tick() => _clock.Tick();

    /// <summary>How many committed facts a tenant has: its chain has a link for each, so nothing is counted.</summary>
    public long CountOf(string tenant) => _counts.GetValueOrDefault(tenants.NumberOf(tenant));

    /// <summary>How many committed facts all tenants have.</summary>
    public long Count => _counts.Values.Sum();

    /// <summary>Puts a fact into the log; in the writer's turn.</summary>
    public StoredFact Append(SqlSession session, NewFact fact)
    {
        var tenant = tenants.Ensure(session, fact.Tenant);
        var now = sequence.NextTimestamp();
        var (headSeq, headHash) = _heads.GetValueOrDefault(tenant, (0, []));
        var stored = Place(fact, now, headSeq + 1);
        var hash = new byte[HashBytes];
        Link(stored, headHash, hash);
        Write(session, stored, tenant, fact.Tuple, hash);
        _heads[tenant] = (headSeq + 1, hash);
        _touched.Add(tenant);
        return stored;
    }

    /// <summary>The link that a row must have after the one before it.</summary>
    public static void Link(StoredFact fact, ReadOnlySpan<byte> previous, Span<byte> hash32)
    {
        Span<byte> body = stackalloc byte[HashBytes];
        EventHash(fact, body);
        FactChain.LinkV2(body, fact.ChainSeq, fact.RecordedMicroseconds, fact.Id, previous, fact.Tenant, hash32);
    }

    /// <summary>The hash of a row, without its place in the chain.</summary>
    public static void EventHash(StoredFact fact, Span<byte> hash32) => FactChain.EventHashV2(
        new ChainFact(
            fact.Id, fact.Tenant, fact.Cid, fact.WrittenConfidence, fact.Entity, fact.Relation, fact.Scope, fact.Source,
            fact.Value.Type, fact.Value.Text, fact.DerivedFromJson, fact.WrittenGarden?.ToString(), fact.Hlc.ToString(),
            fact.Value.InterpretAs, fact.WrittenValidUntil,
            new ChainOrigin(
                fact.Seq, fact.TimestampMicroseconds, fact.Actor, fact.OidcSub, fact.AttestedKeyId, fact.ReceivedFrom,
                fact.OriginNodeId, fact.OriginAllowedScopes, fact.OriginHlc?.ToString())),
        hash32);

    /// <summary>What <see cref="Restore"/> goes back to when part of a turn is undone.</summary>
    public IReadOnlyDictionary<int, (long Seq, byte[] Hash)> Capture() => new Dictionary<int, (long Seq, byte[] Hash)>(_heads);

    /// <summary>Puts the chain heads back; numbers and stamps that were taken stay used.</summary>
    public void Restore(IReadOnlyDictionary<int, (long Seq, byte[] Hash)> heads)
    {
        _heads.Clear();
        foreach (var (tenant, head) in heads)
            _heads.Add(tenant, head);
    }

    public void Load(SqlSession session)
    {
        using (var row = session.Use(SelectClock))
        {
            var stored = row.Step() && !row.IsNull(0) ? Hlc.FromPacked(row.GetInt64(0)) : default;
            _clock = new HlcClock(time, stored > _clock.Last ? stored : _clock.Last);
        }
        _heads.Clear();
        // Finding every tenant's newest row walks the log; a store with one tenant, which is nearly every one, need not.
        using var heads = session.Use(tenants.Count > 1 ? SelectHeads : SelectDefaultHead);
        while (heads.Step())
            _heads[(int)heads.GetInt64(0)] = (heads.GetInt64(1), heads.GetBytes(2).ToArray());
        _touched.UnionWith(_heads.Keys);
        Publish();
    }

    public void Publish()
    {
        foreach (var tenant in _touched)
            _counts[tenant] = _heads.GetValueOrDefault(tenant).Seq;
        _touched.Clear();
    }

    private StoredFact Place(NewFact fact, long now, long chainSeq) => new()
    {
        Seq = sequence.Next(),
        Id = fact.Arrival?.Id ?? ids.Next(),
        Tenant = fact.Tenant,
        Entity = fact.Entity,
        Relation = fact.Relation,
        Value = fact.Value,
        Source = fact.Source,
        WrittenConfidence = fact.Confidence,
        Scope = fact.Scope,
        TimestampMicroseconds = fact.Arrival?.TimestampMicroseconds ?? now,
        Hlc = Stamp(fact.Arrival),
        WrittenValidUntil = fact.ValidUntil,
        WrittenValidUntilMicroseconds = fact.ValidUntilMicroseconds,
        WrittenGarden = fact.Garden,
        DerivedFromJson = fact.DerivedFromJson,
        AttestedKeyId = fact.AttestedKeyId,
        Actor = fact.Actor,
        OidcSub = fact.OidcSub,
        ReceivedFrom = fact.Arrival?.Sender,
        OriginNodeId = fact.Arrival?.Sender,
        OriginAllowedScopes = fact.Arrival?.AllowedScopes,
        OriginHlc = fact.Arrival?.Stamp,
        RecordedMicroseconds = now,
        Cid = fact.Cid,
        ChainSeq = chainSeq,
    };

    /// <summary>A stamp later than every one before it; bounds were judged before the fact came here.</summary>
    private Hlc Stamp(Arrival? arrival) =>
        arrival is { FollowsStamp: true, Stamp: { } remote } && _clock.TryReceive(remote, TimeSpan.Zero, TimeSpan.Zero, out var received)
            ? received
            : _clock.Tick();

    private static void Write(SqlSession session, StoredFact fact, int tenant, in FactTuple tuple, ReadOnlySpan<byte> chainHash)
    {
        Span<byte> cid = stackalloc byte[HashBytes];
        fact.Cid.CopyTo(cid);
        using var insert = session.Use(Insert);
        insert.Bind(1, fact.Seq).Bind(2, fact.Id).Bind(3, (long)tenant)
            .Bind(4, FactTuple.KeyOf(fact.Tenant, fact.Entity)).Bind(5, tuple.Key)
            .Bind(6, fact.TimestampMicroseconds).Bind(7, fact.Hlc.Packed)
            .Bind(8, fact.Entity).Bind(9, fact.Relation)
            .Bind(10, (long)fact.Value.Type).Bind(11, fact.Value.Text).Bind(12, (long)fact.Value.InterpretAs)
            .Bind(13, fact.Source).Bind(14, fact.WrittenConfidence).Bind(15, (long)fact.Scope)
            .Bind(16, fact.WrittenValidUntil).Bind(17, fact.WrittenValidUntilMicroseconds).Bind(18, fact.WrittenGarden)
            .Bind(19, fact.DerivedFromJson).Bind(20, fact.AttestedKeyId).Bind(21, fact.Actor).Bind(22, fact.OidcSub)
            .Bind(23, fact.RecordedMicroseconds).BindBlob(24, cid).Bind(25, fact.ChainSeq).BindBlob(26, chainHash)
            .Bind(27, fact.ReceivedFrom).Bind(28, fact.OriginAllowedScopes).Bind(29, fact.OriginHlc?.Packed)
            .Execute();
    }
}
