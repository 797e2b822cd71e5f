using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Decay;

/// <summary>One rule about which facts fade, and how. Of several that apply to a fact the most specific one decides.</summary>
public sealed record DecayPolicyRecord
{
    /// <summary>What the answer calls it.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Facts of this relation, or with a trailing <c>*</c> of all that begin so; null for any.</summary>
    [JsonPropertyName("relation")]
    public string? Relation { get; init; }

    /// <summary>Facts of this scope; null for any, which needs <c>admin</c>.</summary>
    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    /// <summary><c>retract</c> ends facts, <c>confidence</c> lowers their confidence, <c>dry_run</c> only counts.</summary>
    [JsonPropertyName("mode")]
    public string Mode { get => field ?? "retract"; init; }

    /// <summary>Ends facts without an expiry of their own that are at least so old.</summary>
    [JsonPropertyName("ttl_s")]
    public long? TtlSeconds { get; init; }

    /// <summary>In mode <c>confidence</c>: the time in which confidence halves.</summary>
    [JsonPropertyName("half_life_s")]
    public long? HalfLifeSeconds { get; init; }

    /// <summary>Ends facts whose confidence is below.</summary>
    [JsonPropertyName("min_confidence")]
    public double? MinConfidence { get; init; }

    /// <summary>Relations that it does not touch, written as <c>relation</c> is.</summary>
    [JsonPropertyName("exempt_relations")]
    public IReadOnlyList<string> ExemptRelations { get => field ?? []; init; }
}
