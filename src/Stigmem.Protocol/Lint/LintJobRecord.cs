using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Lint;

/// <summary>A check-up that runs beside requests; the result's members are there when it is done.</summary>
public sealed record LintJobRecord
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("job_id")]
    public required string JobId { get; init; }

    /// <summary><c>pending</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Where.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

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
    [JsonPropertyName("findings")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LintFinding>? Findings { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("checked_at")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CheckedAt { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("checks_run")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ChecksRun { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("fact_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FactCount { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("findings_total")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FindingsTotal { get; init; }

    /// <summary>As in the direct answer.</summary>
    [JsonPropertyName("truncated")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Truncated { get; init; }

    /// <summary>Why it failed.</summary>
    [JsonPropertyName("error")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }
}
