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
using Stigmem.Node.Federation.Sharing.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Pull.Sql;

/// <summary>
/// The log as a peer may see it, in the order of commits. The cursor is the number of the last row that was looked at,
/// whether the peer may see it or not: a log that is not for a peer is walked only once. A fact that was held back has a second
/// place in this order, that of its release.
/// </summary>
internal sealed class OutgoingFacts(SqlEngine engine, TenantDirectory tenants, FactReader reader, FactPresenter presenter)
{
    private const int MostLookedAt = 20_000;

    // A receiver takes 64 MiB at most, and a character may need six bytes.
    private const int MostCharacters = 8 * 1024 * 1024;
    private const int BytesBesideTexts = 800;

    // What was released and lies ahead comes at its own place, as free as it is now. CROSS JOIN keeps the order, so nothing is sorted.
    private static readonly SqlText After = new(
        $"""
        SELECT {FactRow.Columns}, f.seq AS place FROM {FactRow.From} WHERE f.seq > ?1 AND f.seq <= ?2
        UNION ALL
        SELECT {FactRow.Columns}, r.seq FROM released_facts r CROSS JOIN facts f ON f.seq = r.fact_seq LEFT JOIN fact_states s ON s.seq = f.seq
        WHERE r.seq > ?1 AND r.seq <= ?2 AND r.fact_seq <= ?1
        ORDER BY place LIMIT {MostLookedAt}
        """);

    private static readonly SqlText BeforeFirstFromStamp = new(
        "SELECT coalesce((SELECT min(seq) - 1 FROM facts WHERE hlc > ?1), (SELECT max(seq) FROM facts), 0)");

    /// <summary>About how many bytes a page is: the texts that differ, and what each record has besides.</summary>
    public static long Weight(FederationFactsResponse page) => page.Facts.Sum(record =>
        (long)BytesBesideTexts + record.Entity.Length + record.Relation.Length + record.Source.Length + (record.Value.V.Text?.Length ?? 0));

    /// <summary>The place behind a cursor: ours, or a stamp that a client of the reference still holds.</summary>
    public bool TryStart(string? cursor, out OutgoingCursor start)
    {
        start = default;
        if (string.IsNullOrEmpty(cursor) || OutgoingCursor.TryParse(cursor, out start))
            return true;
        if (!Hlc.TryParse(cursor, out var stamp))
            return false;
        using var lease = engine.Read();
        using var row = lease.Session.Use(BeforeFirstFromStamp);
        row.Bind(1, stamp.Packed).Step();
        start = new OutgoingCursor(row.GetInt64(0), 0);
        return true;
    }

    /// <summary>Facts by their ids, as far as they may go to the peer now.</summary>
    public List<FactRecord> Read(Peer peer, long peerNowMs, PeerScopes scopes, IReadOnlyList<Guid> ids)
    {
        if (ids.Count == 0)
            return [];
        using var lease = engine.Read();
        lease.HoldSnapshot();
        var terms = new OutgoingTerms(peer.NodeId, scopes) { Sharing = SharingRows.Read(lease.Session) };
        List<FactRecord> records = [];
        foreach (var id in ids)
        {
            if (reader.FindInAnyTenant(lease.Session, id) is { } fact && MayServe(fact, Outgoing(fact), peer, terms))
                records.Add(Record(fact, peer, peerNowMs));
        }
        return records;
    }

    /// <summary>A page of facts after a place in the log. Rules and facts are read as of one commit.</summary>
    /// <param name="peer">Who reads.</param>
    /// <param name="peerNowMs">Its clock, as far as it is known.</param>
    /// <param name="scopes">The scopes that may go to it.</param>
    /// <param name="cursor">Its cursor, which an empty page repeats.</param>
    /// <param name="start">The place behind the cursor.</param>
    /// <param name="limit">How many facts at most.</param>
    /// <param name="only">Narrows further; null takes all that the peer may see.</param>
    public FederationFactsResponse Read(Peer peer, long peerNowMs, PeerScopes scopes, string? cursor, OutgoingCursor start, int limit, Func<StoredFact, bool>? only = null)
    {
        List<FactRecord> records = [];
        var (looked, characters) = (0, 0);
        var isCut = false;
        using var lease = engine.Read();
        lease.HoldSnapshot();
        var sharing = SharingRows.Read(lease.Session);
        var terms = new OutgoingTerms(peer.NodeId, scopes) { Sharing = sharing };
        var place = start.At(sharing.Generation, scopes);
        var until = place.Until ?? long.MaxValue;
        using (var rows = lease.Session.Use(After))
        {
            rows.Bind(1, place.After).Bind(2, until);
            while (!isCut && rows.Step())
            {
                looked++;
                var fact = FactRow.Read(rows, tenants.NameOf);
                var seq = rows.GetInt64(FactRow.Count);
                var outgoing = Outgoing(fact);
                var isNew = !place.ReadsAgain || place.Opens(fact.Scope) || sharing.MayHaveOpened(outgoing, place.Since);
                if (!isNew || !MayServe(fact, outgoing, peer, terms) || only?.Invoke(fact) == false)
                {
                    place = place.Behind(seq);
                }
                else if (records.Count == limit || characters > MostCharacters)
                {
                    isCut = true;
                }
                else
                {
                    records.Add(Record(fact, peer, peerNowMs));
                    characters += fact.Entity.Length + fact.Relation.Length + fact.Source.Length + fact.Value.Text.Length;
                    place = place.Behind(seq);
                }
            }
        }
        var isAtEnd = !isCut && looked < MostLookedAt;
        var hasMore = !isAtEnd || place.ReadsAgain;
        if (isAtEnd && place.ReadsAgain)
            place = place.ReadOn();
        var hasStayed = looked == 0 && (place == start || place is { After: 0, ReadsAgain: false });
        return new FederationFactsResponse { Facts = records, Cursor = hasStayed ? cursor : place.ToString(), HasMore = hasMore };
    }

    private static bool MayServe(StoredFact fact, in OutgoingFact outgoing, Peer peer, in OutgoingTerms terms) =>
        OutgoingRules.MayServe(outgoing, terms)
        && (peer.IsOwnKind || ReferenceProfile.MayServe(fact.Value.InterpretAs, fact.Entity, fact.Relation, canQuarantine: false));

    private static OutgoingFact Outgoing(StoredFact fact) => new()
    {
        Tenant = fact.Tenant,
        Entity = fact.Entity,
        Relation = fact.Relation,
        Source = fact.Source,
        Scope = fact.Scope,
        Origin = fact.ReceivedFrom is { } from
            ? new FactOrigin(from, PeerScopes.OfKnown((fact.OriginAllowedScopes ?? "").Split(',')), fact.Scope == FactScope.Company)
            : null,
        HasProvenance = fact.DerivedFromJson is not null,
        IsInGarden = fact.Garden is not null,
        IsHeldBack = fact.State.Quarantine is QuarantineStatus.Pending or QuarantineStatus.Rejected,
    };

    /// <summary>What was said, not what this node thinks of it: the receiver judges for itself.</summary>
    private FactRecord Record(StoredFact fact, Peer peer, long peerNowMs)
    {
        var record = presenter.Raw(fact, contradicted: false, []);
        return peer.IsOwnKind
            ? record
            : record with { Hlc = ReferenceProfile.StampText(fact.Hlc, peerNowMs), Cid = ReferenceProfile.CidText(record.Cid, fact.ToBody()) };
    }
}
