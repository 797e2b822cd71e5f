using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>What became of one fact of a batch.</summary>
public sealed record BatchItemResult
{
    /// <summary>Its place in the request.</summary>
    [JsonPropertyName("index")]
    public required int Index { get; init; }

    /// <summary><c>accepted</c> or <c>rejected</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>The fact, if accepted.</summary>
    [JsonPropertyName("fact_id")]
    public string? FactId { get; init; }

    /// <summary>Why it was rejected.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>The stable name of that reason. An addition to the specification.</summary>
    [JsonPropertyName("code")]
    public string? Code { get; init; }
}
