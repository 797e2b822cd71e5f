using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Stigmem.Core.Replication;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Tokens;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Pull;

/// <summary>One round of pulling from one peer: page after page until nothing waits or the budget is spent.</summary>
internal sealed class PullRound(
    SqlEngine engine, PeerClient client, OwnTokens tokens, FactIngest ingest, PeerTerms terms, FederationAudit audit, FederationMetrics metrics)
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
        // While a page is taken in, the next one is on its way already.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var stored = Cursor(peer);
        var facts = 0;
        Task<PeerAnswer?>? asked = AskAsync(peer, stored, wait, over.Token);
        try
        {
            for (var page = 1; page <= MostPages; page++)
            {
                var answer = await asked!;
                using var document = answer?.Json;
                if (answer?.Status == 401)
                    tokens.Refused(peer);
                if (answer?.Status != 200)
                    return new PullOutcome(facts, false, answer?.Status == 429, answer?.RetryAfter);
                if (Page(document) is not { } received)
                {
                    await RefusePageAsync(peer);
                    return new PullOutcome(facts, false, false, null);
                }
                asked = received.HasMore && page < MostPages ? AskAsync(peer, received.Cursor, wait, over.Token) : null;
                var next = PullCursor.ToStore(received.Cursor, stored, PullCursor.DefaultOverlapMs);
                // A peer with nothing new costs no commit.
                if (received.Facts.Count > 0 || next != stored)
                {
                    if (await ingest.TakeAsync(new PeerPage(peer, terms.Pulled(peer), received.Facts, next == stored ? null : next)) is not { } result)
                        return new PullOutcome(facts, false, false, null);
                    facts += result.Stored;
                    stored = next;
                }
                if (!received.HasMore)
                {
                    metrics.CaughtUp(peer);
                    break;
                }
            }
            return new PullOutcome(facts, true, false, null);
        }
        finally
        {
            await over.CancelAsync();
            await DropAsync(asked);
        }
    }

    /// <summary>Audits an answer that is no page: no fact of it can be named. The peer is asked again, at growing intervals.</summary>
    private Task<bool> RefusePageAsync(Peer peer) => engine.WriteAsync(session =>
    {
        audit.RefusedPage(session, peer, "malformed");
        return true;
    });

    /// <summary>A page that nobody wants any more.</summary>
    private static async Task DropAsync(Task<PeerAnswer?>? asked)
    {
        try
        {
            if (asked is not null)
                (await asked)?.Json?.Dispose();
        }
        catch (OperationCanceledException)
        {
            // The round is over.
        }
    }

    private Task<PeerAnswer?> AskAsync(Peer peer, string? cursor, TimeSpan wait, CancellationToken ct) =>
        client.GetAsync(new PeerEndpoint(peer.NodeUrl, peer.NodeId), Path(peer, cursor, wait), tokens.For(peer, terms.Pulled(peer).Permitted), LargestPageBytes, Patience + wait, ct);

    /// <summary>The facts stay parts of the document: reading each into one of its own costs as much as parsing the page again.</summary>
    private static ReceivedFactsPage? Page(JsonDocument? document)
    {
        try
        {
            if (document is not { RootElement: { ValueKind: JsonValueKind.Object } root } || !root.TryGetProperty("facts", out var facts)
                || facts.ValueKind != JsonValueKind.Array || facts.GetArrayLength() > MostFacts)
                return null;
            string? cursor = null;
            if (root.TryGetProperty("cursor", out var given) && given.ValueKind != JsonValueKind.Null
                && !(ObjectReader.TryText(given, out cursor) && cursor.Length <= LongestCursor))
                return null;
            if (root.TryGetProperty("has_more", out var more) && more.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                return null;
            return new ReceivedFactsPage { Facts = [.. facts.EnumerateArray()], Cursor = cursor, HasMore = more.ValueKind == JsonValueKind.True };
        }
        catch (InvalidOperationException)
        {
            // What looking a member up throws at a name that is no valid Unicode.
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
