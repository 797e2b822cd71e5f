using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>What the issuer's node says about one of its tokens, to whoever knows the id. An addition to the reference.</summary>
public sealed record CapabilityStatusResponse
{
    /// <summary>The token.</summary>
    [JsonPropertyName("token_id")]
    public required string TokenId { get; init; }

    /// <summary><c>live</c> or <c>revoked</c>; that its time is over is in the token itself.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The signed event that ended it.</summary>
    [JsonPropertyName("revocation")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CapabilityRevocationRecord? Revocation { get; init; }
}
