using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>Asks to register an API key whose text the caller has made (Access contract, section 2).</summary>
public sealed record RegisterKeyRequest
{
    /// <summary>The key itself, at least 32 characters. The node stores a hash only.</summary>
    [JsonPropertyName("raw_key")]
    public required string RawKey { get; init; }

    /// <summary>Who acts with the key.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>What the key may do.</summary>
    [JsonPropertyName("permissions")]
    public IReadOnlyList<string> Permissions { get => field ?? ["read", "write"]; init; }

    /// <summary>A note for people.</summary>
    [JsonPropertyName("description")]
    public string? Description { get; init; }

    /// <summary>When the key ends.</summary>
    [JsonPropertyName("expires_at")]
    public string? ExpiresAt { get; init; }

    /// <summary>The tenant; the caller's own if absent.</summary>
    [JsonPropertyName("tenant_id")]
    public string? TenantId { get; init; }

    /// <summary>The only scopes that the key may touch; null means all four. An addition to the reference.</summary>
    [JsonPropertyName("allowed_scopes")]
    public IReadOnlyList<string>? AllowedScopes { get; init; }

    /// <summary>For whom the key is; never the key.</summary>
    public override string ToString() => $"{nameof(RegisterKeyRequest)} {{ {nameof(EntityUri)} = {EntityUri} }}";
}
