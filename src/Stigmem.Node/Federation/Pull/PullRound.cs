using System.Globalization;
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
    SqlEngine engine, PeerClient client, OwnTokens tokens, FactIngest ingest, PeerTerms terms, FederationAudit audit, FederationMetrics metrics, TimeProvider time)
{
    private const int PageOfReference = 100;
    private const int PageOfOwnKind = 500;
    private const int LargestPageBytes = 64 * 1024 * 1024;
    private const int MostPages = 50;
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
        var cursor = Cursor(peer);
        var facts = 0;
        Task<PeerAnswer?>? asked = AskAsync(peer, cursor.Next, wait, over.Token);
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
                var received = Page(document);
                if (received is null || received.Facts.Count > LargestPage(peer))
                    return await RefuseAsync(peer, received is null ? "malformed" : "too_many_facts", facts);
                // What more there is cannot be asked for with a cursor that stays where it is.
                var isStuck = received.HasMore && (received.Cursor is null || received.Cursor == cursor.Next);
                asked = received.HasMore && !isStuck && page < MostPages ? AskAsync(peer, received.Cursor, wait, over.Token) : null;
                var next = cursor.After(received.Cursor, received.HasMore && !isStuck, time.GetUtcNow().ToUnixTimeMilliseconds());
                // A peer with nothing new costs no commit.
                if (received.Facts.Count > 0 || next != cursor)
                {
                    if (await ingest.TakeAsync(new PeerPage(peer, terms.Pulled(peer), received.Facts, next == cursor ? null : next)) is not { } result)
                        return new PullOutcome(facts, false, false, null);
                    facts += result.Stored;
                    cursor = next;
                }
                if (isStuck)
                    return await RefuseAsync(peer, "no_progress", facts);
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

    /// <summary>Audits an answer that is no page as it was asked for. The peer is asked again, at growing intervals.</summary>
    private Task<PullOutcome> RefuseAsync(Peer peer, string reason, int facts) => engine.WriteAsync(session =>
    {
        audit.RefusedPage(session, peer, reason);
        return new PullOutcome(facts, false, false, null);
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
        client.GetAsync(new PeerEndpoint(peer.NodeUrl, peer.NodeId), Path(peer, cursor, wait), tokens.For(peer, terms.Permitted(peer)), LargestPageBytes, Patience + wait, ct);

    /// <summary>The facts stay parts of the document: reading each into one of its own costs as much as parsing the page again.</summary>
    private static ReceivedFactsPage? Page(JsonDocument? document)
    {
        try
        {
            if (document is not { RootElement: { ValueKind: JsonValueKind.Object } root } || !root.TryGetProperty("facts", out var facts)
                || facts.ValueKind != JsonValueKind.Array)
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

    private static int LargestPage(Peer peer) => peer.IsOwnKind ? PageOfOwnKind : PageOfReference;

    private static string Path(Peer peer, string? cursor, TimeSpan wait)
    {
        var path = QueryHelpers.AddQueryString("/v1/federation/facts", "limit", LargestPage(peer).ToString(CultureInfo.InvariantCulture));
        if (cursor is not null)
            path = QueryHelpers.AddQueryString(path, "cursor", cursor);
        return peer.IsOwnKind && wait > TimeSpan.Zero
            ? QueryHelpers.AddQueryString(path, "wait", ((int)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))
            : path;
    }

    private PullCursor Cursor(Peer peer)
    {
        using var lease = engine.Read();
        return PeerCursors.Read(lease.Session, peer);
    }
}
