using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Stigmem.Core.Replication;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Protocol.Federation;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Federation.Pull;

/// <summary>One round of pulling from one peer: page after page until nothing waits or the budget is spent.</summary>
internal sealed class PullRound(
    SqlEngine engine, PeerClient client, OwnTokens tokens, FactIngest ingest, PeerTerms terms, FederationMetrics metrics)
{
    private const int PageOfReference = 100;
    private const int PageOfOwnKind = 500;
    private const int LargestPageBytes = 64 * 1024 * 1024;
    private const int MostPages = 50;
    private const int MostFacts = 10_000;
    private const int LongestCursor = 4_096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Pulls.</summary>
    /// <param name="peer">An active peer.</param>
    /// <param name="wait">How long the peer may hold an empty answer back until it has something; only for our own kind.</param>
    /// <param name="ct">Ends the round; what was stored stays stored.</param>
    /// <returns>How it went; <see cref="PullOutcome.RetryAfter"/> only after 429.</returns>
    public async Task<PullOutcome> RunAsync(Peer peer, TimeSpan wait, CancellationToken ct)
    {
        var stored = Cursor(peer);
        var cursor = stored;
        var facts = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var answer = await client.GetAsync(new PeerEndpoint(peer.NodeUrl, peer.NodeId), Path(peer, cursor, wait), tokens.For(peer, terms.Pulled(peer).Permitted), LargestPageBytes, Patience + wait, ct);
            if (answer is null)
                return new PullOutcome(facts, false, false, null);
            using var document = answer.Json;
            if (answer.Status == 401)
                tokens.Refused(peer);
            if (answer.Status != 200 || Page(document) is not { } received)
                return new PullOutcome(facts, false, answer.Status == 429, answer.RetryAfter);
            var next = PullCursor.ToStore(received.Cursor, stored, PullCursor.DefaultOverlapMs);
            // A peer with nothing new costs no commit.
            if (received.Facts.Count > 0 || next != stored)
            {
                if (await ingest.TakeAsync(new PeerPage(peer, terms.Pulled(peer), received.Facts, next == stored ? null : next)) is not { } result)
                    return new PullOutcome(facts, false, false, null);
                facts += result.Stored;
                stored = next;
            }
            cursor = received.Cursor;
            if (!received.HasMore)
            {
                metrics.CaughtUp(peer);
                return new PullOutcome(facts, true, false, null);
            }
        }
        return new PullOutcome(facts, true, false, null);
    }

    private static ReceivedFactsPage? Page(JsonDocument? document)
    {
        try
        {
            var page = document?.Deserialize((System.Text.Json.Serialization.Metadata.JsonTypeInfo<ReceivedFactsPage>)StigmemJson.Options.GetTypeInfo(typeof(ReceivedFactsPage)));
            return page?.Facts is not { Count: <= MostFacts } || page.Cursor?.Length > LongestCursor ? null : page;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is what the reader throws for a name that is no valid Unicode.
            return null;
        }
    }

    private static string Path(Peer peer, string? cursor, TimeSpan wait)
    {
        var path = QueryHelpers.AddQueryString("/v1/federation/facts", "limit", (peer.IsOwnKind ? PageOfOwnKind : PageOfReference).ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (cursor is not null)
            path = QueryHelpers.AddQueryString(path, "cursor", cursor);
        return peer.IsOwnKind && wait > TimeSpan.Zero
            ? QueryHelpers.AddQueryString(path, "wait", ((int)wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture))
            : path;
    }

    private string? Cursor(Peer peer)
    {
        using var lease = engine.Read();
        return PeerCursors.Read(lease.Session, peer);
    }
}
