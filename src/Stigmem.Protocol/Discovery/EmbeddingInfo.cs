using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Discovery;

/// <summary>How the node turns text into vectors.</summary>
public sealed record EmbeddingInfo
{
    /// <summary>The model.</summary>
    [JsonPropertyName("model")]
    public required string Model { get; init; }

    /// <summary>Who runs it.</summary>
    [JsonPropertyName("provider")]
    public required string Provider { get; init; }

    /// <summary>The length of a vector.</summary>
    [JsonPropertyName("dimensions")]
    public required int Dimensions { get; init; }

    /// <summary>The length that is kept, if shorter.</summary>
    [JsonPropertyName("truncated_dimensions")]
    public required int? TruncatedDimensions { get; init; }
}
