using System.Globalization;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Pull.Sql;

/// <summary>
/// The log as a peer may see it, in the order of commits. The cursor is the number of the last row that was looked at,
/// whether the peer may see it or not: a log that is not for a peer is walked only once.
/// </summary>
internal sealed class OutgoingFacts(SqlEngine engine, TenantDirectory tenants, FactReader reader, FactPresenter presenter, TimeProvider time)
{
    private const int MostLookedAt = 20_000;

    // A receiver takes 64 MiB at most, and a character may need six bytes.
    private const int MostCharacters = 8 * 1024 * 1024;
    private const string CursorPrefix = "s";

    private static readonly SqlText After = new(
        $"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq > ?1 ORDER BY f.seq LIMIT {MostLookedAt}");

    private static readonly SqlText FirstFromStamp = new("SELECT min(seq) FROM facts WHERE hlc > ?1");

    /// <summary>The number behind a cursor: ours, or a stamp that a client of the reference still holds.</summary>
    public bool TryStart(string? cursor, out long after)
    {
        after = 0;
        if (string.IsNullOrEmpty(cursor))
            return true;
        if (cursor.StartsWith(CursorPrefix, StringComparison.Ordinal))
            return long.TryParse(cursor.AsSpan(CursorPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out after);
        if (!Hlc.TryParse(cursor, out var stamp))
            return false;
        using var lease = engine.Read();
        using var first = lease.Session.Use(FirstFromStamp);
        after = first.Bind(1, stamp.Packed).Step() && !first.IsNull(0) ? first.GetInt64(0) - 1 : long.MaxValue;
        return true;
    }

    /// <summary>Facts by their ids, as far as they may go to the peer now.</summary>
    public List<FactRecord> Read(Peer peer, PeerScopes scopes, IReadOnlyList<Guid> ids)
    {
        if (ids.Count == 0)
            return [];
        var terms = new OutgoingTerms(peer.NodeId, scopes);
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        using var lease = engine.Read();
        List<FactRecord> records = [];
        foreach (var id in ids)
        {
            if (reader.FindInAnyTenant(lease.Session, id) is { } fact && MayServe(fact, peer, terms))
                records.Add(Record(fact, peer, nowMs));
        }
        return records;
    }

    /// <summary>A page of facts after a number.</summary>
    /// <param name="peer">Who reads.</param>
    /// <param name="scopes">The scopes that may go to it.</param>
    /// <param name="cursor">Its cursor, which an empty page repeats.</param>
    /// <param name="after">The number behind the cursor.</param>
    /// <param name="limit">How many facts at most.</param>
    /// <param name="only">Narrows further; null takes all that the peer may see.</param>
    public FederationFactsResponse Read(Peer peer, PeerScopes scopes, string? cursor, long after, int limit, Func<StoredFact, bool>? only = null)
    {
        var terms = new OutgoingTerms(peer.NodeId, scopes);
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<FactRecord> records = [];
        var (last, looked, characters) = (after, 0, 0);
        var isCut = false;
        using (var lease = engine.Read())
        {
            using var rows = lease.Session.Use(After);
            rows.Bind(1, after);
            while (!isCut && rows.Step())
            {
                looked++;
                var fact = FactRow.Read(rows, tenants.NameOf);
                if (!MayServe(fact, peer, terms) || only?.Invoke(fact) == false)
                {
                    last = fact.Seq;
                }
                else if (records.Count == limit || characters > MostCharacters)
                {
                    isCut = true;
                }
                else
                {
                    records.Add(Record(fact, peer, nowMs));
                    characters += fact.Entity.Length + fact.Relation.Length + fact.Source.Length + fact.Value.Text.Length;
                    last = fact.Seq;
                }
            }
        }
        var next = looked == 0 ? cursor : string.Create(CultureInfo.InvariantCulture, $"{CursorPrefix}{last}");
        return new FederationFactsResponse { Facts = records, Cursor = next, HasMore = isCut || looked == MostLookedAt };
    }

    private static bool MayServe(StoredFact fact, Peer peer, in OutgoingTerms terms) =>
        OutgoingRules.MayServe(
            new OutgoingFact
            {
                Tenant = fact.Tenant,
                Entity = fact.Entity,
                Relation = fact.Relation,
                Scope = fact.Scope,
                Origin = fact.ReceivedFrom is { } from
                    ? new FactOrigin(from, PeerScopes.OfKnown((fact.OriginAllowedScopes ?? "").Split(',')), fact.Scope == FactScope.Company)
                    : null,
                HasProvenance = fact.DerivedFromJson is not null,
                IsInGarden = fact.Garden is not null,
                IsHeldBack = fact.State.Quarantine is QuarantineStatus.Pending or QuarantineStatus.Rejected,
            },
            terms)
        && (peer.IsOwnKind || ReferenceProfile.MayServe(fact.Value.InterpretAs, fact.Entity, fact.Relation, canQuarantine: false));

    /// <summary>What was said, not what this node thinks of it: the receiver judges for itself.</summary>
    private FactRecord Record(StoredFact fact, Peer peer, long nowMs)
    {
        var record = presenter.Raw(fact, contradicted: false, []);
        return peer.IsOwnKind
            ? record
            : record with { Hlc = ReferenceProfile.StampText(fact.Hlc, nowMs), Cid = ReferenceProfile.CidText(record.Cid, fact.ToBody()) };
    }
}
