using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Lint;

/// <summary>What a check-up found.</summary>
public sealed record LintResponse
{
    /// <summary>By check, in the order of <c>checks_run</c>; within one by fact, entity and relation.</summary>
    [JsonPropertyName("findings")]
    public required IReadOnlyList<LintFinding> Findings { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("checked_at")]
    public required string CheckedAt { get; init; }

    /// <summary>Where.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>The checks, in their order.</summary>
    [JsonPropertyName("checks_run")]
    public required IReadOnlyList<string> ChecksRun { get; init; }

    /// <summary>How many facts were looked at: those that the caller may see.</summary>
    [JsonPropertyName("fact_count")]
    public required long FactCount { get; init; }

    /// <summary>How many findings there are.</summary>
    [JsonPropertyName("findings_total")]
    public long FindingsTotal { get; init; }

    /// <summary>Whether a check found more than are listed.</summary>
    [JsonPropertyName("truncated")]
    public bool Truncated { get; init; }
}
