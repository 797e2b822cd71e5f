using System.Runtime.InteropServices;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Ingest.Sql;

/// <summary>
/// What taking a peer's facts in does in the writer's turn: whether each is known, held back or refused, its row with the
/// row that says where it came from, and what it does to its tuple (federation contract, section 7).
/// </summary>
internal sealed class IngestTurn(
    FactLog log, FactReader reader, ArrivalEffects effects, IngestAudit audit, GardenDirectory gardens, TrustSettings trust, InboundTrust sources,
    PeerDirectory peers, FederationSettings federation, TimeProvider time)
{
    /// <summary>Takes a page in and moves the cursor behind it.</summary>
    /// <returns>Null when the peer was turned away while its page was on the way.</returns>
    public IngestResult? Execute(SqlSession session, PeerPage page, IReadOnlyList<InboundLetter> letters)
    {
        if (Sender(page) is not { } peer)
            return null;
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var garden = gardens.Working.TryFind(TenantId.Default, trust.QuarantineGarden, out var found) && found.IsQuarantine ? found.Id : (Guid?)null;
        var terms = page.Terms with { HasQuarantineGarden = garden is not null };
        var trustIn = sources.OfPage(session, terms);
        var (stored, known) = (0, 0);
        List<HlcSkew> anomalies = [];
        var hasLetters = DeadLetters.Any(session, peer);
        List<(string, IngestRefusal)> refused = [];
        Dictionary<string, int> said = new(StringComparer.Ordinal);
        foreach (var letter in letters)
        {
            var verdict = Judge(session, letter, terms, trustIn, nowMs);
            if (verdict.Anomaly is { } skewed)
                anomalies.Add(skewed.Skew);
            if (verdict.Accepted is { } accepted)
            {
                if (verdict.Anomaly is { } anomaly)
                    audit.Anomaly(session, peer, anomaly, accepted: true);
                Store(session, accepted, terms, garden, nowMs);
                CollectionsMarshal.GetValueRefOrAddDefault(said, accepted.Fact.Fact.Body.Source, out _)++;
                if (hasLetters)
                    DeadLetters.Remove(session, peer, letter);
                if (page.IsRetry)
                    audit.Admitted(session, peer, letter);
                stored++;
            }
            else if (verdict.IsKnown)
            {
                if (page.IsRetry)
                    DeadLetters.Remove(session, peer, letter);
                known++;
            }
            else
            {
                // Pages overlap and letters are tried again; only the first refusal is news.
                if (terms.Route != IngestRoute.Pull || DeadLetters.Put(session, peer, letter, verdict.Refusal, nowMs * 1_000))
                    Refused(session, peer, letter, verdict);
                if (page.IsRetry)
                    DeadLetters.Tried(session, peer, letter, nowMs * 1_000);
                refused.Add((letter.FactId, verdict.Refusal));
            }
        }
        if (terms.Route == IngestRoute.Pull && refused.Count > 0 && DeadLetters.Trim(session, peer, federation.DeadLetterBytes) is > 0 and var dropped)
            audit.Dropped(session, peer, dropped);
        if (stored > 0)
        {
            audit.Accepted(session, peer, stored, known);
            SourceHistory.Add(session, said, nowMs * 1_000);
        }
        if (page.NextCursor is { } cursor)
            PeerCursors.Save(session, peer, cursor, nowMs * 1_000);
        return new IngestResult(stored, known, refused, anomalies);
    }

    /// <summary>
    /// The sender as the turn knows it; null when it is a peer that was turned away, or let in anew or for other scopes: what was
    /// judged by the agreement before is asked for again under the present one.
    /// </summary>
    private Peer? Sender(PeerPage page)
    {
        if (page.Terms.Route == IngestRoute.CapabilityPush)
            return page.Peer;
        return peers.IsInForce(peers.Working, page.Peer) ? peers.Working[page.Peer.NodeId] : null;
    }

    private IngestVerdict Judge(SqlSession session, InboundLetter letter, IngestTerms terms, Func<string, FactScope, double> trustIn, long nowMs)
    {
        if (letter.Fact is not { } screened)
            return new IngestVerdict { Refusal = letter.Refusal };
        var stored = reader.FindInAnyTenant(session, screened.Fact.Id);
        if (stored is not null && stored.Tenant != TenantId.Default)
            return new IngestVerdict { Refusal = IngestRefusal.IdConflict };
        KnownFact? known = stored is null ? null : new KnownFact(stored.Cid.ToString(), stored.ValidUntilMicroseconds);
        return IngestRules.Judge(screened, terms, trustIn(screened.Fact.Body.Source, screened.Fact.Body.Scope), known, nowMs);
    }

    private void Refused(SqlSession session, Peer peer, InboundLetter letter, in IngestVerdict verdict)
    {
        if (verdict.Anomaly is { } anomaly)
            audit.Anomaly(session, peer, anomaly, accepted: false);
        audit.Refused(session, peer, letter, verdict.Refusal);
    }

    private void Store(SqlSession session, AcceptedFact accepted, IngestTerms terms, Guid? quarantineGarden, long nowMs)
    {
        var fact = accepted.Fact.Fact;
        var stored = log.Append(session, New(fact, accepted, terms));
        if (accepted.Quarantine != InboundQuarantine.None)
            FactStates.Quarantine(session, stored.Seq, QuarantineStatus.Pending, quarantineGarden, accepted.Quarantine.Reason(), null, nowMs * 1_000);
        var origin = IngestRules.ReceivedFrom(fact.Id, terms.Sender);
        log.Append(session, New(origin, terms.Sender));
        if (accepted.Quarantine == InboundQuarantine.None)
            effects.Take(session, stored, nowMs * 1_000);
    }

    private static NewFact New(InboundFact fact, AcceptedFact accepted, IngestTerms terms)
    {
        var body = fact.Body;
        var value = new FactValue(body.ValueType, body.ValueText, fact.InterpretAs ?? InterpretAs.Content);
        return new NewFact
        {
            Tenant = TenantId.Default,
            Entity = body.Entity,
            Relation = body.Relation,
            Value = value,
            Source = body.Source,
            Confidence = body.Confidence,
            Scope = body.Scope,
            ValidUntil = fact.ValidUntil,
            ValidUntilMicroseconds = fact.ValidUntilMicroseconds,
            Actor = terms.Sender,
            Cid = NewFact.CidOf(body.Entity, body.Relation, value, body.Source, body.Confidence, body.Scope),
            Arrival = new Arrival(
                fact.Id, Instants.TryParse(fact.Timestamp, out var at) ? at : 0, terms.Sender, accepted.Origin.AllowedScopes.ToString(), fact.Hlc,
                accepted.FollowsStamp),
        };
    }

    private static NewFact New(in FactBody body, string actor)
    {
        var value = new FactValue(body.ValueType, body.ValueText, InterpretAs.Content);
        return new NewFact
        {
            Tenant = TenantId.Default,
            Entity = body.Entity,
            Relation = body.Relation,
            Value = value,
            Source = body.Source,
            Confidence = body.Confidence,
            Scope = body.Scope,
            Actor = actor,
            Cid = NewFact.CidOf(body.Entity, body.Relation, value, body.Source, body.Confidence, body.Scope),
        };
    }
}
