using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>The value of a fact (Facts contract, section 3).</summary>
public sealed record FactValueRecord
{
    /// <summary><c>string</c>, <c>text</c>, <c>number</c>, <c>boolean</c>, <c>datetime</c>, <c>ref</c> or <c>null</c>.</summary>
    [JsonPropertyName("type")]
    public required string Type { get; init; }

    /// <summary>The value itself.</summary>
    [JsonPropertyName("v")]
    public FactValueContent V { get; init; }

    /// <summary><c>content</c>, or <c>instruction</c> for text that a model may obey.</summary>
    [JsonPropertyName("interpret_as")]
    public string InterpretAs { get => field ?? "content"; init; }
}
