using Stigmem.Core.Tenants;

namespace Stigmem.Node.Auth;

/// <summary>A key on its way into the registry: checked, with the raw key that is stored nowhere.</summary>
internal sealed record NewKey
{
    public required string RawKey { get; init; }

    public required string EntityUri { get; init; }

    /// <summary>Known permission names, each once, in the order they were given.</summary>
    public required IReadOnlyList<string> PermissionNames { get; init; }

    public ScopeSet Scopes { get; init; } = ScopeSet.All;

    public string Tenant { get; init; } = TenantId.Default;

    public string? Description { get; init; }

    public KeyExpiry Expiry { get; init; }

    public string? OidcIssuer { get; init; }

    public string? OidcSub { get; init; }

    public override string ToString() => $"new key for {EntityUri}";
}
