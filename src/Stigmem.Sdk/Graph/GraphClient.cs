using Stigmem.Protocol.Graph;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Graph;

/// <summary>Facts as edges between entities (Operations contract, section 4).</summary>
public sealed class GraphClient
{
    private readonly NodeConnection _node;

    internal GraphClient(NodeConnection node) => _node = node;

    /// <summary>Reads a page of the entities that facts connect with one: <c>GET /v1/graph/neighbors</c>, needs <c>read</c>.</summary>
    /// <exception cref="StigmemException">
    /// 400 entity, <c>graph_depth_exceeded</c>, <c>invalid_cursor</c> or <c>cursor_expired</c>, 403 permission, 422 shape.
    /// </exception>
    public Task<NeighborsResponse> NeighborsAsync(NeighborQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _node.GetAsync<NeighborsResponse>(query.ToTarget("/v1/graph/neighbors"), cancellation);
    }

    /// <summary>Reads all pages, near neighbours first, fetching each when it is needed. Errors as <see cref="NeighborsAsync"/>.</summary>
    public IAsyncEnumerable<NeighborItem> AllNeighborsAsync(NeighborQuery query, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return CursorWalk.AllAsync(
            query.Cursor, (cursor, token) => NeighborsAsync(query with { Cursor = cursor }, token), page => page.Neighbors, page => page.NextCursor, cancellation);
    }
}
