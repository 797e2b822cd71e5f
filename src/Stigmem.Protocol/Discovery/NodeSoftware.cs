using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Discovery;

/// <summary>What runs here.</summary>
public sealed record NodeSoftware
{
    /// <summary>The name of the product; peers recognise their kind by it.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Its version.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }
}
