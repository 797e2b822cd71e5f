using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Jobs;

/// <summary>The work is too much for one answer and is done beside it.</summary>
public sealed record JobAccepted
{
    /// <summary>What to ask for its end with.</summary>
    [JsonPropertyName("job_id")]
    public required string JobId { get; init; }

    /// <summary><c>pending</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>About how long it takes, in seconds.</summary>
    [JsonPropertyName("estimated_s")]
    public required long EstimatedSeconds { get; init; }
}
