using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Lint;

/// <summary>One thing that a check found.</summary>
public sealed record LintFinding
{
    /// <summary>Which check.</summary>
    [JsonPropertyName("check")]
    public required string Check { get; init; }

    /// <summary><c>error</c>, <c>warning</c> or <c>info</c>.</summary>
    [JsonPropertyName("severity")]
    public required string Severity { get; init; }

    /// <summary>The entity it is about.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>The relation it is about; null for the entity as a whole.</summary>
    [JsonPropertyName("relation")]
    public required string? Relation { get; init; }

    /// <summary>The facts it is about, at most 1000.</summary>
    [JsonPropertyName("fact_ids")]
    public required IReadOnlyList<string> FactIds { get; init; }

    /// <summary>A text for people.</summary>
    [JsonPropertyName("detail")]
    public required string Detail { get; init; }
}
