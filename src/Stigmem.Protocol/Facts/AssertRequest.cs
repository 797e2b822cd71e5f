using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Facts;

/// <summary>Asserts a fact (Facts contract, section 9).</summary>
public sealed record AssertRequest
{
    /// <summary>What it is about.</summary>
    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    /// <summary>What it says about it.</summary>
    [JsonPropertyName("relation")]
    public required string Relation { get; init; }

    /// <summary>The value.</summary>
    [JsonPropertyName("value")]
    public required FactValueRecord Value { get; init; }

    /// <summary>Who says so.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>How sure, from 0 to 1; 0 retracts. Settable, because generated readers give a missing init-only member its zero.</summary>
    [JsonPropertyName("confidence")]
    public double Confidence { get; set; } = 1.0;

    /// <summary><c>local</c>, <c>team</c>, <c>company</c> or <c>public</c>.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get => field ?? "local"; init; }

    /// <summary>When it ceases to hold.</summary>
    [JsonPropertyName("valid_until")]
    public string? ValidUntil { get; init; }

    /// <summary>The source's signature.</summary>
    [JsonPropertyName("attestation")]
    public AttestationToken? Attestation { get; init; }

    /// <summary>The URI of its garden.</summary>
    [JsonPropertyName("garden_id")]
    public string? GardenId { get; init; }

    /// <summary><c>assert</c> or <c>summarize_with_provenance</c>.</summary>
    [JsonPropertyName("write_mode")]
    public string WriteMode { get => field ?? "assert"; init; }

    /// <summary>The facts it was derived from; each an object, usually with <c>fact_id</c> and <c>hash</c>.</summary>
    [JsonPropertyName("derived_from")]
    public IReadOnlyList<JsonElement> DerivedFrom { get => field ?? []; init; }
}
