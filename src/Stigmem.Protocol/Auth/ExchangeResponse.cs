using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>The key that an identity token was exchanged for.</summary>
public sealed record ExchangeResponse
{
    /// <summary>The key.</summary>
    [JsonPropertyName("api_key")]
    public required string ApiKey { get; init; }

    /// <summary>Who acts with it: <c>oidc:</c> and the subject.</summary>
    [JsonPropertyName("entity_uri")]
    public required string EntityUri { get; init; }

    /// <summary>What it may do.</summary>
    [JsonPropertyName("permissions")]
    public required IReadOnlyList<string> Permissions { get; init; }

    /// <summary>When it ends.</summary>
    [JsonPropertyName("expires_at")]
    public required string ExpiresAt { get; init; }

    /// <summary>For whom the key is; never the key.</summary>
    public override string ToString() => $"{nameof(ExchangeResponse)} {{ {nameof(EntityUri)} = {EntityUri} }}";
}
