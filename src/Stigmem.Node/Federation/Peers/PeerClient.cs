using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Peers;
using Stigmem.Core.Replication;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Peers;

/// <summary>Asks other nodes. What comes back is bounded in size and time; no redirect is followed.</summary>
internal sealed class PeerClient(PeerTransport transport, PeerAddress addresses, CertificateRefusals refusals, TimeProvider time, ILogger<PeerClient> logger) : IDisposable
{
    private const int LargestDiscovery = 64 * 1024;
    private static readonly TimeSpan DiscoveryTimeout = TimeSpan.FromSeconds(10);

    private const int MostClients = 1_000;

    private readonly ConcurrentDictionary<string, HttpClient> _clients = [];

    /// <summary>What the node at an address says about itself; null when it cannot be asked.</summary>
    /// <param name="declared">The address that was declared, and by whom.</param>
    /// <param name="ct">Ends the question.</param>
    public async Task<(DiscoveredNode Node, bool IsOwnKind)?> DiscoverAsync(PeerEndpoint declared, CancellationToken ct)
    {
        if (await GetAsync(declared, "/.well-known/stigmem", null, LargestDiscovery, DiscoveryTimeout, ct) is not { Status: 200 } answer)
            return null;
        using var document = answer.Json;
        if (document is null || !JsonBody.NamesAreUnicode(document.RootElement) || Text(document.RootElement, "node_id") is not { } nodeId)
            return null;
        var isOwnKind = document.RootElement.TryGetProperty("software", out var software) && PeerSoftware.IsOwnKind(Text(software, "name"));
        return (new DiscoveredNode(nodeId, Text(document.RootElement, "federation_pubkey")), isOwnKind);
    }

    /// <summary>A GET of a peer.</summary>
    /// <returns>Null when there was no answer, in time and of bearable size.</returns>
    public Task<PeerAnswer?> GetAsync(PeerEndpoint peer, string path, string? token, int mostBytes, TimeSpan patience, CancellationToken ct) =>
        SendAsync(HttpMethod.Get, peer, path, token, null, mostBytes, patience, ct);

    /// <summary>A POST of JSON to a peer.</summary>
    /// <returns>Null when there was no answer, in time and of bearable size.</returns>
    public Task<PeerAnswer?> PostAsync(PeerEndpoint peer, string path, string token, byte[] json, int mostBytes, TimeSpan patience, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, peer, path, token, json, mostBytes, patience, ct);

    public void Dispose()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
    }

    private async Task<PeerAnswer?> SendAsync(
        HttpMethod method, PeerEndpoint peer, string path, string? token, byte[]? json, int mostBytes, TimeSpan patience, CancellationToken ct)
    {
        if (!addresses.MayCall(peer.Url.TrimEnd('/') + path, out var target))
        {
            FederationLog.NotCallable(logger, peer.Url);
            return null;
        }
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
        try
        {
            using var request = new HttpRequestMessage(method, target);
            if (json is not null)
                request.Content = new ByteArrayContent(json) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            if (token is not null)
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var response = await Client(peer.NodeId).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            await response.Content.LoadIntoBufferAsync(mostBytes, either.Token);
            await using var body = await response.Content.ReadAsStreamAsync(either.Token);
            return new PeerAnswer((int)response.StatusCode, await ParseAsync(body, either.Token), response.Headers.RetryAfter?.Delta);
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException)
        {
            if (e.InnerException is PeerCertificateException { IsMisnamed: true } misnamed && peer.NodeId is { } expected)
                await refusals.RecordAsync(expected, misnamed.Message);
            FederationLog.NoAnswer(logger, peer.Url, e is OperationCanceledException ? "no answer in time" : e.InnerException?.Message ?? e.Message);
            return null;
        }
    }

    /// <summary>The client of a node; what is left of a dropped one ends with its requests.</summary>
    private HttpClient Client(string? nodeId)
    {
        if (_clients.Count >= MostClients)
            _clients.Clear();
        return _clients.GetOrAdd(nodeId ?? "", _ => new HttpClient(transport.Create(nodeId)) { Timeout = Timeout.InfiniteTimeSpan });
    }

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
