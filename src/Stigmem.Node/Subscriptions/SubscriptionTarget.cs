using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Subscriptions;
using Stigmem.Node.Auth;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Subscriptions;

/// <summary>Reads what somebody wants to watch: the name of a scope, or any other name, which may be that of a garden.</summary>
internal sealed class SubscriptionTarget(GardenDirectory gardens, EntityNaming naming)
{
    private const string ScopePrefix = "scope:";
    private const string EntityPrefix = "entity:";

    /// <summary>What a text means, if the caller may watch it.</summary>
    public Outcome<(string Target, TargetKind Kind, Guid? Garden)> Read(string text, Principal caller)
    {
        var isScope = text.StartsWith(ScopePrefix, StringComparison.Ordinal);
        if (FactScopes.TryParse(isScope ? text[ScopePrefix.Length..] : text, out var scope))
            return caller.Scopes.Contains(scope) ? (scope.Name(), TargetKind.Scope, null) : new Fault(FaultCode.ScopeNotPermitted, "scope not permitted for this key");
        if (isScope)
            return new Fault(FaultCode.BadRequest, $"scope must be one of [{string.Join(", ", FactScopes.SortedNames.Select(name => $"'{name}'"))}]");
        var entity = text.StartsWith(EntityPrefix, StringComparison.Ordinal) ? text[EntityPrefix.Length..] : text;
        if (!naming.Normalize(entity).TryGet(out var name, out var fault))
            return new Fault(FaultCode.InvalidEntityUri, $"invalid_entity_uri: {fault.Message}");
        return IsGarden(name) ? OfGarden(name, caller) : (name, TargetKind.Entity, null);
    }

    private Outcome<(string Target, TargetKind Kind, Guid? Garden)> OfGarden(string uri, Principal caller)
    {
        if (!gardens.Current.TryFindUri(caller.Tenant, uri, out var garden))
            return new Fault(FaultCode.NotFound, "garden not found");
        return GardenAccess.MayRead(gardens.Current, caller, garden.Id)
            ? (uri, TargetKind.Garden, garden.Id)
            : new Fault(FaultCode.GardenAccessDenied, GardenAccess.NotAMember);
    }

    private static bool IsGarden(string name) => EntityUri.IsFormal(name) && name.Split('/')[3] == "garden";
}
