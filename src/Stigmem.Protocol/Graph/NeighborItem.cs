using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Graph;

/// <summary>An entity that facts connect with another.</summary>
public sealed record NeighborItem
{
    /// <summary>The entity.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>The relation of the last step to it.</summary>
    [JsonPropertyName("relation")]
    public required string Relation { get; init; }

    /// <summary>How many steps away it is.</summary>
    [JsonPropertyName("hops")]
    public required int Hops { get; init; }

    /// <summary>The confidence of the fact that is the last step.</summary>
    [JsonPropertyName("confidence")]
    public required double Confidence { get; init; }

    /// <summary>The trust of that fact's source; null where trust is off.</summary>
    [JsonPropertyName("source_trust")]
    public double? SourceTrust { get; init; }

    /// <summary>The entities on the way, from the first one up to the last before this.</summary>
    [JsonPropertyName("path")]
    public IReadOnlyList<string> Path { get => field ?? []; init; }

    /// <summary><c>out</c> when the last entity of the path names this one, <c>in</c> when this one names it.</summary>
    [JsonPropertyName("direction")]
    public string? Direction { get; init; }
}
