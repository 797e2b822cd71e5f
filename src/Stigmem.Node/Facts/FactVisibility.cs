using Stigmem.Node.Auth;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Facts;

/// <summary>
/// The one rule about who sees which fact. Every read surface asks it, row by row; a surface that does not is a leak.
/// </summary>
internal sealed class FactVisibility(GardenDirectory gardens, AuthSettings settings)
{
    /// <summary>Whether a fact may appear in a list of the caller's.</summary>
    public bool Lists(Principal caller, StoredFact fact) =>
        Exists(caller, fact)
        && caller.Scopes.Contains(fact.Scope)
        && (settings.OpenGardenLists || InReadableGarden(caller, fact));

    /// <summary>Whether the caller may know of a fact at all: its tenant, and its state in quarantine.</summary>
    public bool Exists(Principal caller, StoredFact fact) =>
        fact.Tenant == caller.Tenant
        && fact.State.Quarantine switch
        {
            QuarantineStatus.Pending => false,
            QuarantineStatus.Rejected => GardenAccess.MayModerate(gardens.Current, caller, fact.State.QuarantineGarden),
            _ => true,
        };

    /// <summary>Whether the caller is in the fact's garden, or the fact in none.</summary>
    public bool InReadableGarden(Principal caller, StoredFact fact) =>
        fact.Garden is not { } garden || GardenAccess.MayRead(gardens.Current, caller, garden);

    /// <summary>Whether a fact may be shown: it exists for the caller, in a scope and garden that the caller reads.</summary>
    public bool Shows(Principal caller, StoredFact fact) =>
        Exists(caller, fact) && caller.Scopes.Contains(fact.Scope) && InReadableGarden(caller, fact);
}
