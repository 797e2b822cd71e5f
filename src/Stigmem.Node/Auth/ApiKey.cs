namespace Stigmem.Node.Auth;

/// <summary>A registered API key: everything about it but the key.</summary>
internal sealed record ApiKey
{
    public required Guid Id { get; init; }

    /// <summary>The look-up tag as base64.</summary>
    public required string Tag { get; init; }

    /// <summary>The slow hash with its parameters.</summary>
    public required string Hash { get; init; }

    public required string EntityUri { get; init; }

    /// <summary>Permission names in the order they were given.</summary>
    public required IReadOnlyList<string> PermissionNames { get; init; }

    public required ScopeSet Scopes { get; init; }

    public required string Tenant { get; init; }

    public string? Description { get; init; }

    public required long CreatedMicroseconds { get; init; }

    public string? ExpiresAt { get; init; }

    public long? ExpiresMicroseconds { get; init; }

    public string? OidcIssuer { get; init; }

    public string? OidcSub { get; init; }

    /// <summary>The caller that this key makes.</summary>
    public Principal? Principal { get; init; }

    public bool IsExpired(long nowMicroseconds) => ExpiresMicroseconds is { } until && until <= nowMicroseconds;

    public override string ToString() => $"api key {Id}";
}
