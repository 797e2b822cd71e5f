using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Synthesis;

/// <summary>A value in a summary of a scope: its text, whatever its type.</summary>
public sealed record SynthesizedValue
{
    /// <summary>The type, as in a fact.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>The text, such as <c>42.0</c>, <c>true</c> or <c>null</c>; null when the sanitizer withholds it.</summary>
    [JsonPropertyName("v")]
    public required string? V { get; init; }
}
