using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Auth;

/// <summary>A key that was registered. Its text is never sent back.</summary>
public sealed record RegisterKeyResponse : MintedKey
{
    /// <summary>What the caller should think about; an addition to the reference, left out when there is nothing.</summary>
    [JsonPropertyName("warnings")]
    [JsonPropertyOrder(1)]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Warnings { get; init; }
}
