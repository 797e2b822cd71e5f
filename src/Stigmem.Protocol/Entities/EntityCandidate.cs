using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Entities;

/// <summary>An entity whose name is like the one that was asked for.</summary>
public sealed record EntityCandidate
{
    /// <summary>The entity.</summary>
    [JsonPropertyName("uri")]
    public required string Uri { get; init; }

    /// <summary>How alike, from 0 to 1, with four decimals.</summary>
    [JsonPropertyName("score")]
    public required double Score { get; init; }

    /// <summary>Why it was chosen.</summary>
    [JsonPropertyName("match_note")]
    public required string MatchNote { get; init; }
}
