using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;

namespace Stigmem.Simulation.Checks;

/// <summary>What the operator of a node shares with some peers only, as the schedule knows it; null matches everything.</summary>
/// <param name="EntityPrefix">How entities begin.</param>
/// <param name="Relation">The relation.</param>
/// <param name="Source">The source.</param>
/// <param name="Scope">The name of the scope.</param>
/// <param name="Peers">The node ids of who may have it, in order and with spaces between them.</param>
internal sealed record SharedWith(string? EntityPrefix, string? Relation, string? Source, string? Scope, string Peers)
{
    /// <summary>Whether a peer may have a fact, as far as this rule goes.</summary>
    public bool Allows(string nodeId, in FactBody body) => !Matches(body) || Peers.Split(' ').Contains(nodeId);

    private bool Matches(in FactBody body) =>
        (EntityPrefix is null || body.Entity.StartsWith(EntityPrefix, StringComparison.Ordinal))
        && (Relation is null || body.Relation == Relation)
        && (Source is null || body.Source == Source)
        && (Scope is null || body.Scope.Name() == Scope);
}
