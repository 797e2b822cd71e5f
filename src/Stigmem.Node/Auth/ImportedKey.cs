namespace Stigmem.Node.Auth;

/// <summary>A key of another store: what is known about it, and the hash that was kept of it.</summary>
public sealed record ImportedKey
{
    /// <summary>64 lower-case hex digits of SHA-256.</summary>
    public required string Hash { get; init; }

    /// <summary>Who it belongs to.</summary>
    public required string EntityUri { get; init; }

    /// <summary>What it may do.</summary>
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>Which scopes it covers; null for all.</summary>
    public IReadOnlyList<string>? AllowedScopes { get; init; }

    /// <summary>A note.</summary>
    public string? Description { get; init; }

    /// <summary>When it was made; null for now.</summary>
    public string? CreatedAt { get; init; }

    /// <summary>When it stops working; null for the longest life from when it was made.</summary>
    public string? ExpiresAt { get; init; }

    /// <summary>Its tenant; null for <c>default</c>.</summary>
    public string? TenantId { get; init; }
}
