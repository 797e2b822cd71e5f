using Stigmem.Protocol.Auth;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Auth;

/// <summary>API keys (Access contract, sections 2 and 4). Nothing here is repeated by itself except the lists.</summary>
public sealed class KeysClient
{
    private const string Route = "/v1/auth/keys";
    private readonly NodeConnection _node;

    internal KeysClient(NodeConnection node) => _node = node;

    /// <summary>Registers a key whose text the caller has made: <c>POST /v1/auth/keys</c>, needs <c>admin</c>.</summary>
    /// <returns>What was registered; never the key.</returns>
    /// <exception cref="StigmemException">400 permissions, tenant or expiry, 403 permission, 409 the key exists, 422 shape.</exception>
    public Task<RegisterKeyResponse> RegisterAsync(RegisterKeyRequest key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _node.SendAsync<RegisterKeyResponse>(NodeRequest.Post(Target.At(Route), key), cancellation);
    }

    /// <summary>The caller's own keys that have not expired, newest first: <c>GET /v1/auth/keys</c>, any key.</summary>
    public Task<IReadOnlyList<KeyInfo>> ListAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<IReadOnlyList<KeyInfo>>(Target.At(Route), cancellation);

    /// <summary>Everybody's keys that end soon, soonest first: <c>GET /v1/auth/keys/expiring-soon</c>, needs <c>admin</c>.</summary>
    /// <param name="withinDays">1 to 365; null leaves it to the node, which takes 30.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">403 permission, 422 days.</exception>
    public Task<IReadOnlyList<ExpiringKeyInfo>> ListExpiringAsync(int? withinDays = null, CancellationToken cancellation = default) =>
        _node.GetAsync<IReadOnlyList<ExpiringKeyInfo>>(Target.At(Route + "/expiring-soon").With("within_days", withinDays), cancellation);

    /// <summary>Ends a key at once: <c>DELETE /v1/auth/keys/{id}</c>, one's own or as an admin.</summary>
    /// <exception cref="StigmemException">403 somebody else's key, 404 unknown.</exception>
    public Task RevokeAsync(string keyId, CancellationToken cancellation = default) =>
        _node.SendAsync(NodeRequest.Delete(Target.At(Route).Segment(keyId, nameof(keyId))), cancellation);

    /// <summary>
    /// Replaces a key by one with the same rights, while the old one works on for a while:
    /// <c>POST /v1/auth/keys/{id}/rotate</c>, an addition to the reference; for the key's owner and admins.
    /// </summary>
    /// <exception cref="StigmemException">403 not the owner, 404 unknown, or a node that does not offer it, 409 <c>raw_key</c> is taken.</exception>
    public Task<RotateKeyResponse> RotateAsync(string keyId, RotateKeyRequest key, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _node.SendAsync<RotateKeyResponse>(
            NodeRequest.Post(Target.At(Route).Segment(keyId, nameof(keyId)).Then("/rotate"), key), cancellation);
    }

    /// <summary>Gets a key for an identity provider's token: <c>POST /v1/auth/oidc/exchange</c>, no key needed (section 4).</summary>
    /// <exception cref="StigmemException">401 the token is not accepted, 403 domain, 503 not switched on or provider away.</exception>
    public Task<ExchangeResponse> ExchangeAsync(ExchangeRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _node.SendAsync<ExchangeResponse>(NodeRequest.Post(Target.At("/v1/auth/oidc/exchange"), request), cancellation);
    }
}
