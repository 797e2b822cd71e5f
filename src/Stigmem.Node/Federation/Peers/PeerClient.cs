using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Peers;

/// <summary>Asks other nodes. What comes back is bounded in size and time; no redirect is followed.</summary>
internal sealed class PeerClient(HttpMessageHandler handler, PeerAddress addresses, TimeProvider time, ILogger<PeerClient> logger) : IDisposable
{
    private const int LargestDiscovery = 64 * 1024;
    private static readonly TimeSpan DiscoveryTimeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client = new(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>What the node at an address says about itself; null when it cannot be asked.</summary>
    /// <param name="nodeUrl">The address it was declared at.</param>
    /// <param name="ct">Ends the question.</param>
    public async Task<(DiscoveredNode Node, bool IsOwnKind)?> DiscoverAsync(string nodeUrl, CancellationToken ct)
    {
        if (await GetAsync(nodeUrl, "/.well-known/stigmem", null, LargestDiscovery, DiscoveryTimeout, ct) is not { Status: 200 } answer)
            return null;
        using var document = answer.Json;
        if (document is null || Text(document.RootElement, "node_id") is not { } nodeId)
            return null;
        var isOwnKind = document.RootElement.TryGetProperty("software", out var software) && PeerSoftware.IsOwnKind(Text(software, "name"));
        return (new DiscoveredNode(nodeId, Text(document.RootElement, "federation_pubkey")), isOwnKind);
    }

    /// <summary>A GET of a peer.</summary>
    /// <returns>Null when there was no answer, in time and of bearable size.</returns>
    public async Task<PeerAnswer?> GetAsync(string nodeUrl, string path, string? token, int mostBytes, TimeSpan patience, CancellationToken ct)
    {
        if (!addresses.MayCall(nodeUrl.TrimEnd('/') + path, out var target))
        {
            FederationLog.NotCallable(logger, nodeUrl);
            return null;
        }
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await response.Content.LoadIntoBufferAsync(mostBytes, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            return new PeerAnswer((int)response.StatusCode, await ParseAsync(body, either.Token), response.Headers.RetryAfter?.Delta);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException)
        {
            FederationLog.NoAnswer(logger, nodeUrl, e is OperationCanceledException ? "no answer in time" : e.Message);
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<JsonDocument?> ParseAsync(Stream body, CancellationToken ct)
    {
        try
        {
            return await JsonDocument.ParseAsync(body, default, ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && ObjectReader.TryText(value, out var text) ? text : null;
}
