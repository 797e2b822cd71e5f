namespace Stigmem.Node.Auth;

/// <summary>Who calls: what stands on the key, never the key.</summary>
/// <param name="EntityUri">The entity the key belongs to, normalized.</param>
/// <param name="Tenant">The tenant it works in.</param>
/// <param name="Permissions">What it may do.</param>
/// <param name="Scopes">Which scopes it covers.</param>
/// <param name="KeyId">The key's id; null for the anonymous caller.</param>
/// <param name="OidcSub">The subject at the OpenID provider, if the key came from there.</param>
internal sealed record Principal(string EntityUri, string Tenant, Permissions Permissions, ScopeSet Scopes, Guid? KeyId, string? OidcSub)
{
    /// <summary>Every caller of a node without authentication.</summary>
    public static Principal Anonymous { get; } = new(
        "anon:trusted", Core.Tenants.TenantId.Default, Permissions.Read | Permissions.Write | Permissions.Federate, ScopeSet.All, null, null);

    /// <summary>Whether the caller is the anonymous one of a node without authentication.</summary>
    public bool IsAnonymous => KeyId is null;

    /// <summary>Whether gardens and quarantine treat the caller as an admin (rulings 12).</summary>
    public bool IsGardenAdmin => IsAnonymous || Has(Permissions.Admin);

    public bool Has(Permissions permission) => (Permissions & permission) == permission;

    /// <summary>
    /// Whether the caller has a permission that is about the whole node. Peers exchange facts of the node's own tenant, so
    /// no other tenant may decide about them or look at them.
    /// </summary>
    public bool HasOnNode(Permissions permission) => Tenant == Core.Tenants.TenantId.Default && Has(permission);
}
