using Stigmem.Protocol.Manifests;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Manifests;

/// <summary>What organisations say about themselves, signed (Federation contract, section 8).</summary>
public sealed class ManifestsClient
{
    private const string Route = "/v1/federation/manifest";
    private readonly NodeConnection _node;

    internal ManifestsClient(NodeConnection node) => _node = node;

    /// <summary>Publishes a signed manifest: <c>PUT /v1/federation/manifest</c>, needs <c>admin</c>.</summary>
    /// <exception cref="StigmemException">
    /// 403 permission or nothing that proves the authority, 409 older than the known one or another key without a signed
    /// change, 422 shape or signature, 429 more than ten an hour.
    /// </exception>
    public Task<ManifestPublishResponse> PublishAsync(ManifestRecord manifest, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return _node.SendAsync<ManifestPublishResponse>(NodeRequest.Put(Target.At(Route), manifest), cancellation);
    }

    /// <summary>The manifest of an organisation: <c>GET /v1/federation/manifest/{uri}</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown or expired.</exception>
    public Task<ManifestRecord> GetAsync(string entityUri, CancellationToken cancellation = default) =>
        _node.GetAsync<ManifestRecord>(Target.At(Route).Segment(entityUri, nameof(entityUri)), cancellation);

    /// <summary>The manifest of the node's own organisation: <c>GET /.well-known/stigmem-manifest.json</c>, open to all.</summary>
    /// <exception cref="StigmemException">404: the node speaks for no organisation.</exception>
    public Task<ManifestRecord> OwnAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<ManifestRecord>(Target.At("/.well-known/stigmem-manifest.json"), cancellation);
}
