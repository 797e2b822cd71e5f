using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>What every answer says that makes a key. Its text is never sent back.</summary>
public abstract record MintedKey
{
    /// <summary>The id by which the key is revoked.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Who acts with the key.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>What the key may do, sorted.</summary>
    [JsonPropertyName("permissions")]
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>A note for people.</summary>
    [JsonPropertyName("description")]
    public required string? Description { get; init; }

    /// <summary>When it was registered.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>When it ends.</summary>
    [JsonPropertyName("expires_at")]
    public required string? ExpiresAt { get; init; }

    /// <summary>Its tenant.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>The only scopes that the key may touch; null means all four. An addition to the reference.</summary>
    [JsonPropertyName("allowed_scopes")]
    public IReadOnlyList<string>? AllowedScopes { get; init; }
}
