using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Lint;

/// <summary>Asks for a check-up of a scope (Operations contract, section 6).</summary>
public sealed record LintRequest
{
    /// <summary><c>local</c>, <c>team</c>, <c>company</c> or <c>public</c>.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>What to look for; null or empty for the five usual checks.</summary>
    [JsonPropertyName("checks")]
    public IReadOnlyList<string>? Checks { get; init; }

    /// <summary>Only this entity, exactly as it is stored.</summary>
    [JsonPropertyName("entity")]
    public string? Entity { get; init; }

    /// <summary>Only this relation.</summary>
    [JsonPropertyName("relation")]
    public string? Relation { get; init; }

    /// <summary>Also facts that expire within so many seconds.</summary>
    [JsonPropertyName("stale_lookahead_s")]
    public long StaleLookaheadSeconds { get; init; }
}
