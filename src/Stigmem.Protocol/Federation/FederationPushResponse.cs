using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>What became of the facts that were pushed.</summary>
public sealed record FederationPushResponse
{
    /// <summary>How many were taken; one that was known already counts.</summary>
    [JsonPropertyName("accepted")]
    public required int Accepted { get; init; }

    /// <summary>How many were not.</summary>
    [JsonPropertyName("rejected")]
    public required int Rejected { get; init; }

    /// <summary>Why, one for each that was not.</summary>
    [JsonPropertyName("errors")]
    public required IReadOnlyList<FederationPushError> Errors { get; init; }
}
