using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Node.Facts;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Checks;

/// <summary>A fact that was said on a node of the simulation.</summary>
internal sealed record SaidFact(SimulatedNode Origin, FactBody Body, InterpretAs InterpretAs, Guid? Garden, bool HasProvenance)
{
    public static SaidFact Of(SimulatedNode origin, StoredFact fact) =>
        new(origin, fact.ToBody(), fact.Value.InterpretAs, fact.WrittenGarden, fact.DerivedFromJson is not null);

    /// <summary>Whether it may leave its node at some time; scopes are another matter.</summary>
    public bool MayEverLeave =>
        !HasProvenance && !Body.Relation.StartsWith("stigmem:", StringComparison.Ordinal)
        && !Body.Entity.StartsWith("stigmem:conflict:", StringComparison.Ordinal);

    /// <summary>Whether it may leave its node as it stands there: gardens and quarantine let facts go later.</summary>
    public bool MayLeave(StoredFact now) =>
        MayEverLeave && now.Garden is null && now.State.Quarantine is not (QuarantineStatus.Pending or QuarantineStatus.Rejected);
}
