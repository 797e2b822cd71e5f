using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>Who the caller is to the node.</summary>
public sealed record WhoAmI
{
    /// <summary>The entity of the key.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>What it may do, sorted.</summary>
    [JsonPropertyName("permissions")]
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>The identity provider's subject.</summary>
    [JsonPropertyName("oidc_sub")]
    public required string? OidcSub { get; init; }

    /// <summary>The tenant it works in.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>The scopes the key covers; an addition to the reference.</summary>
    [JsonPropertyName("allowed_scopes")]
    public IReadOnlyList<string>? AllowedScopes { get; init; }
}
