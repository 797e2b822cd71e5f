using System.Text.Json;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Signatures;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth.Oidc;

/// <summary>
/// The keys of the OpenID provider, found by discovery and kept for ten minutes. One request at a time asks the
/// provider; others wait for its answer.
/// </summary>
internal sealed class OidcProvider(OidcSettings settings, HttpMessageHandler handler, TimeProvider time, ILogger<OidcProvider> logger) : IDisposable
{
    private const int LargestDocument = 1 << 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan KeepKeys = TimeSpan.FromMinutes(10);

    // A token with an unknown key id asks for fresh keys; strangers send such tokens at will.
    private static readonly TimeSpan LeastBetweenRefreshes = TimeSpan.FromMinutes(1);

    private readonly HttpClient _client = new(handler)
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = LargestDocument,
    };

    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Cached? _cached;

    /// <summary>Whether the issuer may be on this machine, over plain http.</summary>
    public static bool AllowsLoopback(OidcSettings settings) =>
        settings.AllowLoopbackIssuer && Uri.TryCreate(settings.IssuerUrl, UriKind.Absolute, out var issuer) && issuer.IsLoopback;

    /// <summary>The provider's keys, or null when it cannot be asked.</summary>
    public Task<JsonWebKeySet?> KeysAsync(CancellationToken ct) =>
        _cached is { } cached && Age(cached) < KeepKeys ? Task.FromResult<JsonWebKeySet?>(cached.Keys) : FetchAsync(KeepKeys, ct);

    /// <summary>Keys that may be newer than those known, after a token named one that is not among them.</summary>
    public Task<JsonWebKeySet?> NewerKeysAsync(CancellationToken ct) => FetchAsync(LeastBetweenRefreshes, ct);

    public void Dispose()
    {
        _client.Dispose();
        _gate.Dispose();
    }

    private TimeSpan Age(Cached cached) => time.GetElapsedTime(cached.At);

    private async Task<JsonWebKeySet?> FetchAsync(TimeSpan unlessYoungerThan, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            if (_cached is { } known && Age(known) < unlessYoungerThan)
                return known.Keys;
            using var timeout = new CancellationTokenSource(Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, ct);
            var keys = await DiscoverAsync(either.Token);
            _cached = new Cached(keys, time.GetTimestamp());
            return keys;
        }
        catch (Exception e) when (!ct.IsCancellationRequested && e is HttpRequestException or OperationCanceledException or IOException or JsonException or DiscoveryException)
        {
            OidcLog.DiscoveryFailed(logger, settings.IssuerUrl, e is OperationCanceledException ? "no answer in time" : e.Message);
            return null;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<JsonWebKeySet> DiscoverAsync(CancellationToken ct)
    {
        var issuer = settings.IssuerUrl.TrimEnd('/');
        using var configuration = JsonDocument.Parse(await GetAsync($"{issuer}/.well-known/openid-configuration", ct));
        if (Text(configuration, "issuer")?.TrimEnd('/') != issuer)
            throw new DiscoveryException("the document names another issuer");
        if (Text(configuration, "jwks_uri") is not { } keysUrl)
            throw new DiscoveryException("the document has no jwks_uri");
        return JsonWebKeySet.TryParse(await GetAsync(keysUrl, ct), out var keys)
            ? keys
            : throw new DiscoveryException("the key set is not one");
    }

    private async Task<string> GetAsync(string url, CancellationToken ct)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var target) || !MayAsk(target))
            throw new DiscoveryException($"{url} is not an https URL");
        using var response = await _client.GetAsync(target, ct);
        return response.IsSuccessStatusCode
            ? await response.Content.ReadAsStringAsync(ct)
            : throw new DiscoveryException($"{url} answered {(int)response.StatusCode}");
    }

    private bool MayAsk(Uri target) =>
        target.UserInfo.Length == 0
        && (target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && target.IsLoopback && AllowsLoopback(settings)));

    private static string? Text(JsonDocument document, string name) =>
        document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private sealed record Cached(JsonWebKeySet Keys, long At);

    private sealed class DiscoveryException(string message) : Exception(message);
}
