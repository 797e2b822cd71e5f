using System.Text.Json;
using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Gardens;

namespace Stigmem.Cli.Exporting;

/// <summary>A line of an export: an assert body that <c>stigmem import</c> takes back, and what the node knows beside it.</summary>
internal sealed record ExportedFact
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("cid")]
    public required string? Cid { get; init; }

    [JsonPropertyName("timestamp")]
    public required string Timestamp { get; init; }

    [JsonPropertyName("entity")]
    public required string Entity { get; init; }

    [JsonPropertyName("relation")]
    public required string Relation { get; init; }

    [JsonPropertyName("value")]
    public required FactValueRecord Value { get; init; }

    [JsonPropertyName("source")]
    public required string Source { get; init; }

    [JsonPropertyName("confidence")]
    public required double Confidence { get; init; }

    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    [JsonPropertyName("valid_until")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ValidUntil { get; init; }

    [JsonPropertyName("garden_id")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GardenId { get; init; }

    [JsonPropertyName("write_mode")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WriteMode { get; init; }

    [JsonPropertyName("derived_from")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<JsonElement>? DerivedFrom { get; init; }

    /// <summary>Why it no longer stands; an import does not take such a fact, for there it would.</summary>
    [JsonPropertyName("state")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? State { get; init; }

    /// <summary>The line of a fact.</summary>
    /// <param name="fact">The fact.</param>
    /// <param name="garden">Its garden; null for a fact in none, or in one that is deleted.</param>
    public static ExportedFact Of(FactRecord fact, GardenRecord? garden) => new()
    {
        Id = fact.Id,
        Cid = fact.Cid,
        Timestamp = fact.Timestamp,
        Entity = fact.Entity,
        Relation = fact.Relation,
        Value = fact.Value,
        Source = fact.Source,
        Confidence = fact.Confidence,
        Scope = fact.Scope,
        ValidUntil = fact.ValidUntil,
        // A record names its garden by UUID, which no other store has; the URI ends in the slug.
        GardenId = garden?.GardenId ?? (fact.GardenId is { } id ? $"stigmem://node/garden/{id}" : null),
        WriteMode = fact.DerivedFrom.Count > 0 ? "summarize_with_provenance" : null,
        DerivedFrom = fact.DerivedFrom.Count > 0 ? fact.DerivedFrom : null,
        State = fact.State,
    };
}
