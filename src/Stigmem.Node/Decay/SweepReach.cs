using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;

namespace Stigmem.Node.Decay;

/// <summary>Which facts a sweep may look at: those that its caller sees and could write beside; all, for the node itself.</summary>
internal sealed class SweepReach(FactVisibility visibility, GardenDirectory gardens)
{
    /// <summary>Whether a caller's sweep reaches a fact; null is the node.</summary>
    public bool Covers(Principal? caller, StoredFact fact)
    {
        if (caller is null)
            return true;
        if (!visibility.Lists(caller, fact))
            return false;
        return fact.Garden is not { } id
            || (gardens.Current.ById.TryGetValue(id, out var garden)
                && (garden.IsDeleted ? caller.IsGardenAdmin : garden.RoleOf(caller.EntityUri) is GardenRole.Admin or GardenRole.Writer));
    }
}
