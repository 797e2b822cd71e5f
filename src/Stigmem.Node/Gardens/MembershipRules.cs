using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Gardens;

/// <summary>What changing and removing a member have in common.</summary>
internal static class MembershipRules
{
    /// <summary>A garden without anybody in charge could never be changed again.</summary>
    public static Fault LastAdmin { get; } = new(
        FaultCode.GardenAccessDenied, "cannot remove or demote the last admin; promote another member first");

    /// <summary>The member that a path names, if the caller runs the garden.</summary>
    public static Outcome<(Garden Garden, GardenMember Member)> Find(GardenMap gardens, Principal caller, GardenPath path, EntityNaming naming)
    {
        if (!GardenAccess.ForAdmin(gardens, caller, path.Garden).TryGet(out var garden, out var fault))
            return fault;
        return PrincipalUri.Normalize(naming, path.Member).TryGet(out var uri, out _) && garden.Members.TryGetValue(uri, out var member)
            ? (garden, member)
            : new Fault(FaultCode.NotFound, "member not found");
    }
}
