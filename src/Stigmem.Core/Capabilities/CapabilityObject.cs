using Stigmem.Core.Facts;
using Stigmem.Core.Peers;

namespace Stigmem.Core.Capabilities;

/// <summary>What a capability token applies to. Source of the rule: Federation contract, section 6.</summary>
public static class CapabilityObject
{
    private const string Facts = "stigmem://facts";
    private const string OneScope = Facts + "/scope:";

    /// <summary>
    /// The scopes of facts that an object covers: all, exactly one, or none for objects of another kind. What may cross at
    /// all is decided by <see cref="PeerScopes.Permitted"/> all the same.
    /// </summary>
    public static PeerScopes Scopes(string @object)
    {
        if (@object == Facts)
            return new(Enum.GetValues<FactScope>());
        return @object.StartsWith(OneScope, StringComparison.Ordinal) && FactScopes.TryParse(@object[OneScope.Length..], out var scope)
            ? new(scope)
            : default;
    }
}
