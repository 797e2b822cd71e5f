using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Discovery;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Pull.Sql;
using Stigmem.Node.Federation.Push.Sql;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Federation;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Federation.Push;

/// <summary>
/// One round of handing this node's own facts to one peer, in the order of commits: what was refused and may be taken now,
/// then call after call until the log is at its end or the budget is spent. The cursor moves with the answer, not before.
/// </summary>
internal sealed class PushRound(
    SqlEngine engine, PeerClient client, OwnTokens tokens, OutgoingFacts outgoing, NodeIdentity identity, PeerDirectory peers, FederationAudit audit,
    FederationSettings settings, TimeProvider time)
{
    private const int MostFacts = 500;
    private const int MostCalls = 50;
    private const int LargestAnswerBytes = 1024 * 1024;

    // A log that holds nothing for the peer is not worth a commit for each of its rows.
    private const long UnsavedRows = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly JsonTypeInfo<FederationPushRequest> RequestType = (JsonTypeInfo<FederationPushRequest>)StigmemJson.Options.GetTypeInfo(typeof(FederationPushRequest));

    /// <summary>Pushes.</summary>
    /// <param name="peer">An active peer.</param>
    /// <param name="ct">Ends the round; what was answered stays answered.</param>
    public async Task<PushOutcome> RunAsync(Peer peer, CancellationToken ct)
    {
        var scopes = PeerScopes.Permitted(peer.Scopes, peer.Scopes, settings.AllowTeam);
        var (cursor, due) = Start(peer);
        var (taken, most) = (0, MostFacts);
        var letters = outgoing.Read(peer, Now() / 1_000, scopes, due).Where(record => ReferenceProfile.MayPush(record.Source, identity.NodeId)).ToList();
        await ForgetAsync(peer, due.Except(letters.Select(record => Guid.Parse(record.Id))));
        for (var call = 0; call < MostCalls; call++)
        {
            if (!IsActive(peer))
                return new PushOutcome(taken, false, false, null);
            var page = letters.Count > 0
                ? new FederationFactsResponse { Facts = [.. letters.Take(most)], Cursor = cursor, HasMore = true }
                : outgoing.Read(peer, Now() / 1_000, scopes, cursor, Place(cursor), most, fact => ReferenceProfile.MayPush(fact.Source, identity.NodeId));
            if (page.Facts.Count > 0)
            {
                if (await SendAsync(peer, page.Facts, ct) is not { } answer)
                    return new PushOutcome(taken, false, false, null);
                using var document = answer.Json;
                if (answer.Status == 401)
                    tokens.Refused(peer);
                if (IsAboutContent(answer.Status) && page.Facts.Count > 1)
                {
                    // One fact spoils the call; smaller ones find it.
                    most = Math.Max(1, page.Facts.Count / 2);
                    continue;
                }
                var result = IsAboutContent(answer.Status) ? PushAnswer.Unacceptable(page.Facts[0], answer.Status) : PushAnswer.Read(answer, page.Facts, Now() / 1_000);
                if (result is null)
                    return new PushOutcome(taken, false, false, answer.RetryAfter);
                await SaveAsync(peer, page, result);
                taken += result.Taken;
                most = Math.Min(MostFacts, most * 2);
                letters = [.. letters.Skip(page.Facts.Count)];
            }
            else if (page.HasMore || Place(page.Cursor).After - Place(cursor).After >= UnsavedRows)
            {
                await SaveAsync(peer, page, null);
            }
            cursor = page.Cursor;
            if (!page.HasMore)
                return new PushOutcome(taken, true, false, null);
        }
        return new PushOutcome(taken, true, true, null);
    }

    private static bool IsAboutContent(int status) => status is 400 or 413 or 422;

    private static OutgoingCursor Place(string? cursor) => OutgoingCursor.TryParse(cursor, out var place) ? place : default;

    private bool IsActive(Peer peer) =>
        peers.IsInForce(peers.Current, peer) && peers.Current.TryGetValue(peer.NodeId, out var now) && now.NodeUrl == peer.NodeUrl;

    private (string? Cursor, List<Guid> Due) Start(Peer peer)
    {
        using var lease = engine.Read();
        return (PeerCursors.ReadOutbound(lease.Session, peer), PushLetters.Due(lease.Session, peer, Now(), MostFacts));
    }

    private Task<PeerAnswer?> SendAsync(Peer peer, IReadOnlyList<FactRecord> facts, CancellationToken ct) => client.PostAsync(
        new PeerEndpoint(peer.NodeUrl, peer.NodeId), "/v1/federation/facts/push", tokens.For(peer, peer.Scopes), JsonSerializer.SerializeToUtf8Bytes(new FederationPushRequest { Facts = facts }, RequestType),
        LargestAnswerBytes, Patience, ct);

    /// <summary>What may no longer go to the peer is not kept for it.</summary>
    private async Task ForgetAsync(Peer peer, IEnumerable<Guid> factIds)
    {
        Guid[] gone = [.. factIds];
        if (gone.Length == 0)
            return;
        await engine.WriteAsync(session =>
        {
            foreach (var id in gone)
                PushLetters.Remove(session, peer, id);
            return true;
        });
    }

    /// <summary>Writes down what the peer answered, unless the agreement has ended meanwhile: nothing is kept for a peer that is gone.</summary>
    private Task<bool> SaveAsync(Peer peer, FederationFactsResponse page, PushAnswer? answer) => engine.WriteAsync(session =>
    {
        if (!peers.IsInForce(peers.Working, peer))
            return false;
        foreach (var id in answer is null ? [] : page.Facts.Select(record => Guid.Parse(record.Id)))
        {
            if (!answer!.Refused.TryGetValue(id, out var refusal) || !refusal.IsCurable)
                PushLetters.Remove(session, peer, id);
            if (refusal.Error is { } error && (!refusal.IsCurable || PushLetters.Put(session, peer, id, Now())))
                audit.Bounded(session, "push_refused", peer, PushAnswer.KindOf(error), "denied", ("fact_id", id.ToString()), ("reason", error), ("peer_node_id", peer.NodeId));
        }
        if (page.Cursor is { } cursor)
            PeerCursors.SaveOutbound(session, peer, cursor, Now());
        return true;
    });

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
