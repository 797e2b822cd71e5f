using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>What became of a batch.</summary>
public sealed record BatchAssertResponse
{
    /// <summary>How many facts were accepted.</summary>
    [JsonPropertyName("accepted")]
    public required int Accepted { get; init; }

    /// <summary>How many were not.</summary>
    [JsonPropertyName("rejected")]
    public required int Rejected { get; init; }

    /// <summary>One result a fact, in the order of the request.</summary>
    [JsonPropertyName("results")]
    public required IReadOnlyList<BatchItemResult> Results { get; init; }
}
