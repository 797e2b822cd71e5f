using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Decay;

/// <summary>A sweep that runs beside requests; the result's members are there when it is done.</summary>
public sealed record DecayJobRecord
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("job_id")]
    public required string JobId { get; init; }

    /// <summary><c>pending</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Where; null for every scope.</summary>
    [JsonPropertyName("scope")]
    public required string? Scope { get; init; }

    /// <summary>About how long it takes, in seconds.</summary>
    [JsonPropertyName("estimated_s")]
    public required long EstimatedSeconds { get; init; }

    /// <summary>When it was asked for.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>When it began.</summary>
    [JsonPropertyName("started_at")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [JsonPropertyName("completed_at")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CompletedAt { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("scanned")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Scanned { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("decayed")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Decayed { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("dry_run")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? DryRun { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("matched")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Matched { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("policies")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DecayPolicyResult>? Policies { get; init; }

    /// <summary>Why it failed.</summary>
    [JsonPropertyName("error")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}
