using Stigmem.Core.Facts;
using Stigmem.Protocol.Cards;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Cards;

/// <summary>Entities at a glance (Operations contract, section 3).</summary>
public sealed class CardsClient
{
    private readonly NodeConnection _node;

    internal CardsClient(NodeConnection node) => _node = node;

    /// <summary>Reads the surest facts of an entity as one text: <c>GET /v1/cards/{entity}</c>, needs <c>read</c>.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="scope">The scope of the facts.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">400 entity, 403 permission, 404 no fact that the caller may see.</exception>
    public Task<MemoryCardResponse> GetCardAsync(string entity, FactScope scope = FactScope.Local, CancellationToken cancellation = default) =>
        _node.GetAsync<MemoryCardResponse>(Target.At("/v1/cards").Segment(entity, nameof(entity)).With("scope", scope.Name()), cancellation);
}
