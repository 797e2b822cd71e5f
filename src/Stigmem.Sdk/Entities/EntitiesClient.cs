using Stigmem.Protocol.Entities;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Entities;

/// <summary>Finds the entity that a name means (Operations contract, section 5).</summary>
public sealed class EntitiesClient
{
    private readonly NodeConnection _node;

    internal EntitiesClient(NodeConnection node) => _node = node;

    /// <summary>
    /// Looks for a URI as it is, then as an alias, then, if it is informal such as <c>user:alicia</c>, among similar names:
    /// <c>GET /v1/entities/resolve</c>, needs <c>read</c>.
    /// </summary>
    /// <param name="uri">The name.</param>
    /// <param name="topK">How many similar names to return, 1 to 20; null leaves it to the node, which gives 5.</param>
    /// <param name="threshold">The least similarity, 0 to 1; null leaves it to the node, which takes 0.5.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">403 permission, 422 shape. An unknown name is no error.</exception>
    public Task<ResolveResponse> ResolveAsync(
        string uri, int? topK = null, double? threshold = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return _node.GetAsync<ResolveResponse>(
            Target.At("/v1/entities/resolve").With("uri", uri).With("top_k", topK).With("threshold", threshold), cancellation);
    }
}
