using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Ops;

/// <summary>One part of the node and how it does.</summary>
public sealed record ComponentCheck
{
    /// <summary>The part.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary><c>ok</c>, <c>warning</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>What was found, and what to do about it.</summary>
    [JsonPropertyName("detail")]
    public string? Detail { get; init; }
}
