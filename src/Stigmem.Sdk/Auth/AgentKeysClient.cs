using System.Text;
using Stigmem.Core.Signatures;
using Stigmem.Protocol.Auth;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Auth;

/// <summary>The Ed25519 public keys that sources sign facts with (Access contract, section 2).</summary>
public sealed class AgentKeysClient
{
    private const string Route = "/v1/auth/agent-keys";
    private readonly NodeConnection _node;

    internal AgentKeysClient(NodeConnection node) => _node = node;

    /// <summary>Registers the public half of a key for the caller: <c>POST /v1/auth/agent-keys</c>, needs <c>write</c>.</summary>
    /// <param name="signer">The key pair; only its public text is sent.</param>
    /// <param name="description">A note for people.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>The key; its <c>id</c> goes into <see cref="Facts.NewFact.SignedBy"/>.</returns>
    /// <exception cref="StigmemException">400 not a key, 403 permission.</exception>
    public Task<AgentKeyRecord> RegisterAsync(ISigner signer, string? description = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        AgentKeyRegisterRequest body = new() { PublicKey = signer.PublicKeyText, Description = description };
        return _node.SendAsync<AgentKeyRecord>(NodeRequest.Post(Target.At(Route), body), cancellation);
    }

    /// <summary>
    /// Registers a key and proves to hold its private half, which a node may demand
    /// (<c>STIGMEM_AGENT_KEY_PROOF_REQUIRED</c>).
    /// </summary>
    /// <param name="signer">The key pair; its public text and a signature are sent.</param>
    /// <param name="nodeId">The node's id, from discovery.</param>
    /// <param name="entityUri">The caller's entity, as <c>/v1/me</c> tells it.</param>
    /// <param name="description">A note for people.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">400 not a key or no proof, 403 permission.</exception>
    public Task<AgentKeyRecord> RegisterProvenAsync(ISigner signer, string nodeId, string entityUri, string? description = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(signer);
        var proof = Base64Url.Encode(signer.Sign(Encoding.UTF8.GetBytes($"stigmem.agent-key.v1\n{nodeId}\n{entityUri}")));
        AgentKeyRegisterRequest body = new() { PublicKey = signer.PublicKeyText, Description = description, Proof = proof };
        return _node.SendAsync<AgentKeyRecord>(NodeRequest.Post(Target.At(Route), body), cancellation);
    }

    /// <summary>The caller's own keys, newest first, revoked ones included: <c>GET /v1/auth/agent-keys</c>, any key.</summary>
    public Task<IReadOnlyList<AgentKeyRecord>> ListAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<IReadOnlyList<AgentKeyRecord>>(Target.At(Route), cancellation);

    /// <summary>Ends a key; facts signed before stay signed: <c>DELETE /v1/auth/agent-keys/{id}</c>, one's own.</summary>
    /// <exception cref="StigmemException">403 somebody else's key, 404 unknown, 409 already revoked.</exception>
    public Task RevokeAsync(string keyId, CancellationToken cancellation = default) =>
        _node.SendAsync(NodeRequest.Delete(Target.At(Route).Segment(keyId, nameof(keyId))), cancellation);
}
