using System.Collections.Concurrent;
using System.Security.Cryptography;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit.Sql;

/// <summary>Appends audit rows to their chain; the heads belong to the writer's turn.</summary>
internal sealed class AuditLog(CommitSequence sequence, FactLog facts, TenantDirectory tenants, IdSource ids, AuditMetrics metrics) : IWriterState
{
    private const int HashBytes = SHA256.HashSizeInBytes;

    private static readonly SqlText Insert = new(
        """
        INSERT INTO audit_events (seq, id, tenant, event_type, outcome, entity_uri, oidc_sub, fact_id, source, attested_key_id,
                                  detail, ts_us, chain_seq, chain_hash, hlc)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
        """);

    // Times of this table strictly increase with the sequence, so each tenant's newest row is one look-up in the time index.
    private static readonly SqlText SelectHeads = new(
        """
        SELECT t.id, a.chain_seq, a.chain_hash
        FROM tenants t
        JOIN audit_events a ON a.seq = (SELECT seq FROM audit_events WHERE tenant = t.id ORDER BY ts_us DESC LIMIT 1)
        """);

    private readonly Dictionary<int, (long Seq, byte[] Hash)> _heads = [];
    private readonly HashSet<int> _touched = [];
    private readonly ConcurrentDictionary<int, long> _counts = [];
    private readonly List<(string Type, string Tenant)> _uncommitted = [];

    /// <summary>How many committed rows a tenant's chain has.</summary>
    public long CountOf(string tenant) => _counts.GetValueOrDefault(tenants.NumberOf(tenant));

    /// <summary>Place and link of a tenant's newest row; null while there is none. In the writer's turn.</summary>
    public (long Seq, ContentId Hash)? HeadOf(string tenant) =>
        _heads.TryGetValue(tenants.NumberOf(tenant), out var head) ? (head.Seq, ContentId.FromBytes(head.Hash)) : null;

    /// <summary>Appends one row; in the writer's turn.</summary>
    public void Append(SqlSession session, AuditEvent happened)
    {
        var tenant = tenants.Ensure(session, happened.Tenant);
        var (headSeq, headHash) = _heads.GetValueOrDefault(tenant, (0, []));
        var id = ids.Next();
        var seq = sequence.Next();
        var now = sequence.NextTimestamp();
        var hash = new byte[HashBytes];
        var hlc = facts.Tick();
        Link(happened, id, seq, now, hlc, headSeq + 1, headHash, hash);
        using (var insert = session.Use(Insert))
        {
            insert.Bind(1, seq).Bind(2, id).Bind(3, (long)tenant).Bind(4, happened.Type).Bind(5, happened.Outcome)
                .Bind(6, happened.EntityUri).Bind(7, happened.OidcSub).Bind(8, happened.FactId).Bind(9, happened.Source)
                .Bind(10, happened.AttestedKeyId).Bind(11, happened.DetailJson).Bind(12, now).Bind(13, headSeq + 1)
                .BindBlob(14, hash).Bind(15, hlc.Packed).Execute();
        }
        _heads[tenant] = (headSeq + 1, hash);
        _touched.Add(tenant);
        _uncommitted.Add((happened.Type, happened.Tenant));
    }

    /// <summary>The link that a row must have after the one before it; the outcome is part of the hashed event type.</summary>
    public static void Link(AuditEvent happened, Guid id, long seq, long microseconds, Hlc? hlc, long chainSeq, ReadOnlySpan<byte> previous, Span<byte> hash32)
    {
        Span<byte> body = stackalloc byte[HashBytes];
        FactChain.AuditEventHash(
            new ChainAuditEvent(
                id, seq, happened.Tenant, $"{happened.Type}/{happened.Outcome}", happened.EntityUri, happened.OidcSub, happened.Source,
                happened.FactId?.ToString(), happened.AttestedKeyId, happened.DetailJson, microseconds, hlc?.ToString()),
            body);
        FactChain.LinkV2(body, chainSeq, microseconds, id, previous, happened.Tenant, hash32);
    }

    public void Load(SqlSession session)
    {
        _heads.Clear();
        _uncommitted.Clear();
        using var heads = session.Use(SelectHeads);
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
        foreach (var (type, of) in _uncommitted)
            metrics.Recorded(type, of);
        _uncommitted.Clear();
    }
}
