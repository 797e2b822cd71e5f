using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>Asks whether a capability token holds.</summary>
public sealed record CapabilityVerifyRequest
{
    /// <summary>The token.</summary>
    [JsonPropertyName("token_json")]
    public required string TokenJson { get; init; }

    /// <summary>The name of the record only; never the token.</summary>
    public override string ToString() => nameof(CapabilityVerifyRequest);
}
