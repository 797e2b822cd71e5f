using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>A capability token and what it says.</summary>
public sealed record CapabilityIssueResponse
{
    /// <summary>The token.</summary>
    [JsonPropertyName("token_id")]
    public required string TokenId { get; init; }

    /// <summary>Who grants.</summary>
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    /// <summary>Who may.</summary>
    [JsonPropertyName("subject")]
    public required string Subject { get; init; }

    /// <summary>What.</summary>
    [JsonPropertyName("verb")]
    public required string Verb { get; init; }

    /// <summary>To what.</summary>
    [JsonPropertyName("object")]
    public required string Object { get; init; }

    /// <summary>From when.</summary>
    [JsonPropertyName("issued_at")]
    public required string IssuedAt { get; init; }

    /// <summary>Until when.</summary>
    [JsonPropertyName("expiry")]
    public required string Expiry { get; init; }

    /// <summary>64 hexadecimal digits that no other token has.</summary>
    [JsonPropertyName("nonce")]
    public required string Nonce { get; init; }

    /// <summary>The token itself: canonical JSON with its signature.</summary>
    [JsonPropertyName("token_json")]
    public required string TokenJson { get; init; }

    /// <summary>Which token it is; never the token itself.</summary>
    public override string ToString() => $"{nameof(CapabilityIssueResponse)} {{ {nameof(TokenId)} = {TokenId} }}";
}
