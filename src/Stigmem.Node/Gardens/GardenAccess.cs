using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Gardens;

/// <summary>Who may write into and read from a garden (access contract, section 7).</summary>
internal static class GardenAccess
{
    public const string NotAMember = "not a member of this garden";

    /// <summary>The garden that a fact is tagged with, if the caller may write it there.</summary>
    public static Outcome<Garden> ForWrite(GardenMap gardens, Principal caller, string gardenUri, FactScope scope)
    {
        if (!gardens.TryFindUri(caller.Tenant, gardenUri, out var garden))
            return new Fault(FaultCode.NotFound, "garden not found");
        if (garden.Scope != scope)
            return new Fault(FaultCode.Unprocessable, $"scope mismatch: garden scope is '{garden.Scope.Name()}' but fact scope is '{scope.Name()}'");
        return garden.RoleOf(caller.EntityUri) switch
        {
            GardenRole.Admin or GardenRole.Writer => garden,
            GardenRole.Reader => new Fault(FaultCode.GardenAccessDenied, "write permission required — you are a reader in this garden"),
            _ => new Fault(FaultCode.GardenAccessDenied, NotAMember),
        };
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
        || (gardenId is { } id && gardens.ById.TryGetValue(id, out var garden)
            && garden.RoleOf(caller.EntityUri) is (GardenRole.Admin or GardenRole.QuarantineModerator));
}
