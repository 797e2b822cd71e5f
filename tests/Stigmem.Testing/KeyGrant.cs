namespace Stigmem.Testing;

/// <summary>What a test key may do.</summary>
public sealed record KeyGrant
{
    /// <summary>The entity it belongs to.</summary>
    public required string EntityUri { get; init; }

    /// <summary>Permission names.</summary>
    public string[] Permissions { get; init; } = ["read", "write"];

    /// <summary>Scope names; null for all.</summary>
    public string[]? Scopes { get; init; }

    /// <summary>The tenant.</summary>
    public string Tenant { get; init; } = "default";
}
