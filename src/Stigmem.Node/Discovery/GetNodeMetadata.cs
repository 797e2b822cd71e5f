using Microsoft.AspNetCore.Http;
using Stigmem.Core.Signatures;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Discovery;

namespace Stigmem.Node.Discovery;

/// <summary><c>GET /.well-known/stigmem</c>: what this node is (operations contract, section 1).</summary>
internal sealed class GetNodeMetadata(NodeIdentity identity, IdentitySettings settings, AuthSettings auth, CorsSettings cors, TrustSettings trust,
    FederationSettings federation, TransportSettings transport, EmbeddingSettings embeddings, ISigner key)
{
    private const string Specification = "https://github.com/eidetic-labs/stigmem/blob/main/spec/stigmem-spec-v1.0.md";

    public static readonly Operation Operation = new(
        "GET", "/.well-known/stigmem", "node_metadata__well_known_stigmem_get", "discovery", "Describe the node")
    {
        IsOpen = true,
        Answer = typeof(NodeMetadata),
    };

    private readonly NodeMetadata _metadata = new()
    {
        NodeId = identity.NodeId,
        NodeUrl = settings.NodeUrl.OriginalString.TrimEnd('/'),
        Auth = auth.Required ? "required" : "none",
        Federation = federation.Enabled ? "enabled" : "disabled",
        FederationPubkey = federation.Enabled ? key.PublicKeyText : null,
        FederationVersion = federation.Enabled ? "0.5" : null,
        FederationEndpoints = federation.Enabled
            ? new FederationEndpoints { Peers = "/v1/federation/peers", Facts = "/v1/federation/facts", Push = federation.PushEnabled ? "/v1/federation/facts/push" : null }
            : null,
        FederationUrl = federation.Enabled ? transport.PeerUrl(settings) : null,
        SourceAttestation = trust.SourceAttestationMode.ToString().ToLowerInvariant(),
        Namespaces = ["stigmem:", "rel:", "memory:", "intent:", "roadmap:", "preference:", "garden:"],
        Spec = Specification,
        Cors = new NodeCors { DevLocalhost = cors.DevLocalhost, Configured = cors.IsConfigured },
        Embedding = embeddings.Enabled
            ? new EmbeddingInfo { Model = embeddings.Model, Provider = embeddings.Provider.ToString().ToLowerInvariant(), Dimensions = embeddings.Dimension, TruncatedDimensions = null }
            : null,
        Software = new NodeSoftware { Name = "stigmem.net", Version = NodeVersion.Text },
        Features = ["batch_assert", "garden_acl", "key_scopes", "audit_chain", "prefer_winner"],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Reply.Ok(_metadata));
}
