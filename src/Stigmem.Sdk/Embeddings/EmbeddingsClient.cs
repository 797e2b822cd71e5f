using Stigmem.Protocol.Embeddings;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Embeddings;

/// <summary>The vectors by which a node recalls what is near in meaning; for admins. Additions to the reference.</summary>
public sealed class EmbeddingsClient
{
    private const string Route = "/v1/admin/embeddings";
    private readonly NodeConnection _node;

    internal EmbeddingsClient(NodeConnection node) => _node = node;

    /// <summary>How they stand: <c>GET /v1/admin/embeddings</c>.</summary>
    /// <param name="probe">Whether the node asks its provider for one vector of a fixed word.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">403 permission.</exception>
    public Task<EmbeddingStatus> StatusAsync(bool probe = false, CancellationToken cancellation = default) =>
        _node.GetAsync<EmbeddingStatus>(Target.At(Route).With("probe", probe ? "true" : null), cancellation);

    /// <summary>Makes missing vectors for a few seconds: <c>POST /v1/admin/embeddings/backfill</c>. Done when position is at head.</summary>
    /// <exception cref="StigmemException">403 permission, 503 switched off.</exception>
    public Task<EmbeddingStatus> BackfillAsync(CancellationToken cancellation = default) =>
        _node.SendAsync<EmbeddingStatus>(NodeRequest.Post(Target.At(Route).Then("/backfill")), cancellation);

    /// <summary>Throws all vectors away, to be made anew: <c>POST /v1/admin/embeddings/reindex</c>.</summary>
    /// <exception cref="StigmemException">As <see cref="BackfillAsync"/>.</exception>
    public Task<EmbeddingStatus> ReindexAsync(CancellationToken cancellation = default) =>
        _node.SendAsync<EmbeddingStatus>(NodeRequest.Post(Target.At(Route).Then("/reindex")), cancellation);
}
