using Stigmem.Protocol.Capabilities;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Capabilities;

/// <summary>Tokens that let the entities of an organisation do something at any node (Federation contract, section 9).</summary>
public sealed class CapabilitiesClient
{
    private const string Route = "/v1/federation/capability-tokens";
    private readonly NodeConnection _node;

    internal CapabilitiesClient(NodeConnection node) => _node = node;

    /// <summary>Issues a token for the caller's organisation: <c>POST /v1/federation/capability-tokens</c>, needs <c>write</c>.</summary>
    /// <exception cref="StigmemException">
    /// 403 permission, another issuer than the caller or a subject that is no entity of it, 422 shape or no key to sign with.
    /// </exception>
    public Task<CapabilityIssueResponse> IssueAsync(CapabilityIssueRequest request, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _node.SendAsync<CapabilityIssueResponse>(NodeRequest.Post(Target.At(Route), request), cancellation);
    }

    /// <summary>Whether a token holds: <c>POST /v1/federation/capability-tokens/verify</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission.</exception>
    public Task<CapabilityVerifyResponse> VerifyAsync(string tokenJson, CancellationToken cancellation = default) =>
        _node.SendAsync<CapabilityVerifyResponse>(
            NodeRequest.Post(Target.At(Route + "/verify"), new CapabilityVerifyRequest { TokenJson = tokenJson }), cancellation);

    /// <summary>
    /// Takes a token back, as its issuer or its subject: <c>POST /v1/federation/capability-tokens/{token}/revoke</c>, needs
    /// <c>write</c>.
    /// </summary>
    /// <exception cref="StigmemException">403 permission or neither of the two, 404 unknown, 409 taken back already.</exception>
    public Task<CapabilityRevokeResponse> RevokeAsync(string tokenId, string? reason = null, CancellationToken cancellation = default) =>
        _node.SendAsync<CapabilityRevokeResponse>(
            NodeRequest.Post(Target.At(Route).Segment(tokenId, nameof(tokenId)).Then("/revoke"), new CapabilityRevokeRequest { Reason = reason }), cancellation);
}
