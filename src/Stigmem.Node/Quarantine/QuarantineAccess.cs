using Stigmem.Core.Facts;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Gardens;

namespace Stigmem.Node.Quarantine;

/// <summary>
/// Who sees that a fact is or was held back: those who decide about it see all, other members of the quarantine garden
/// what they could read if it were free. Rejected facts are for those who decide only (access contract, section 8).
/// </summary>
internal static class QuarantineAccess
{
    public static bool Lists(GardenMap gardens, Principal caller, FactScope scope, QuarantineStatus status, Guid? quarantine, Guid? garden)
    {
        if (!caller.Scopes.Contains(scope))
            return false;
        if (GardenAccess.MayModerate(gardens, caller, quarantine))
            return true;
        return status != QuarantineStatus.Rejected
            && quarantine is { } held && GardenAccess.MayRead(gardens, caller, held)
            && (garden is not { } home || GardenAccess.MayRead(gardens, caller, home));
    }
}
