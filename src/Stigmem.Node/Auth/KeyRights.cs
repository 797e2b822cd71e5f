using Stigmem.Core.Tenants;

namespace Stigmem.Node.Auth;

/// <summary>Whose keys a caller may see and end.</summary>
internal static class KeyRights
{
    /// <summary>Whether the caller runs the node: an admin of the tenant that the node itself belongs to.</summary>
    public static bool IsOperator(Principal caller) => caller.Has(Permissions.Admin) && caller.Tenant == TenantId.Default;

    /// <summary>Whether the caller may know of a key; those of other tenants are the operator's business only.</summary>
    public static bool MayKnow(Principal caller, ApiKey key) => key.Principal!.Tenant == caller.Tenant || IsOperator(caller);

    /// <summary>Whether the caller may revoke or rotate a key that it knows of.</summary>
    public static bool MayEnd(Principal caller, ApiKey key) => Owns(caller, key) || caller.Has(Permissions.Admin);

    /// <summary>Whether the key is one of the caller's own.</summary>
    public static bool Owns(Principal caller, ApiKey key) =>
        key.Principal!.Tenant == caller.Tenant && key.EntityUri == caller.EntityUri;
}
