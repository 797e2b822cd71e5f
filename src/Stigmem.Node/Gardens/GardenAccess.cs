using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Gardens;

/// <summary>Who may write into, read from and run a garden (access contract, section 7).</summary>
internal static class GardenAccess
{
    public const string NotAMember = "not a member of this garden";
    private const string NotFound = "garden not found";

    /// <summary>The garden that a fact is tagged with, if the caller may write it there.</summary>
    public static Outcome<Garden> ForWrite(GardenMap gardens, Principal caller, string gardenUri, FactScope scope)
    {
        if (!gardens.TryFindUri(caller.Tenant, gardenUri, out var garden))
            return new Fault(FaultCode.NotFound, NotFound);
        return RefuseWrite(garden, caller, scope) is { } refusal ? refusal : garden;
    }

    /// <summary>Why a fact of a scope may not enter a garden by this caller's hand, or null.</summary>
    public static Fault? RefuseWrite(Garden garden, Principal caller, FactScope scope)
    {
        if (garden.Scope != scope)
            return new Fault(FaultCode.Unprocessable, $"scope mismatch: garden scope is '{garden.Scope.Name()}' but fact scope is '{scope.Name()}'");
        return garden.RoleOf(caller.EntityUri) switch
        {
            GardenRole.Admin or GardenRole.Writer => null,
            GardenRole.Reader => new Fault(FaultCode.GardenAccessDenied, "write permission required — you are a reader in this garden"),
            _ => new Fault(FaultCode.GardenAccessDenied, NotAMember),
        };
    }

    /// <summary>The garden, if the caller belongs to it or is an admin of the node.</summary>
    public static Outcome<Garden> ForMember(GardenMap gardens, Principal caller, string slugOrId)
    {
        if (!gardens.TryFind(caller.Tenant, slugOrId, out var garden))
            return new Fault(FaultCode.NotFound, NotFound);
        return caller.IsGardenAdmin || garden.RoleOf(caller.EntityUri) is not null
            ? garden
            : new Fault(FaultCode.GardenAccessDenied, NotAMember);
    }

    /// <summary>The garden, if the caller runs it or is an admin of the node.</summary>
    public static Outcome<Garden> ForAdmin(GardenMap gardens, Principal caller, string slugOrId)
    {
        if (!gardens.TryFind(caller.Tenant, slugOrId, out var garden))
            return new Fault(FaultCode.NotFound, NotFound);
        return caller.IsGardenAdmin || garden.RoleOf(caller.EntityUri) == GardenRole.Admin
            ? garden
            : new Fault(FaultCode.GardenAccessDenied, "garden admin permission required");
    }

    /// <summary>Whether the caller may read facts of a garden; those of a deleted one are for admins.</summary>
    public static bool MayRead(GardenMap gardens, Principal caller, Guid gardenId)
    {
        if (!gardens.ById.TryGetValue(gardenId, out var garden) || garden.IsDeleted)
            return caller.IsGardenAdmin;
        return garden.RoleOf(caller.EntityUri) is not null;
    }

    /// <summary>Whether the caller may decide about facts in a quarantine garden.</summary>
    public static bool MayModerate(GardenMap gardens, Principal caller, Guid? gardenId) =>
        caller.IsGardenAdmin
        || (gardenId is { } id && gardens.ById.TryGetValue(id, out var garden) && !garden.IsDeleted
            && garden.RoleOf(caller.EntityUri) is (GardenRole.Admin or GardenRole.QuarantineModerator));
}
