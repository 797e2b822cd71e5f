using System.Text.Json;
using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>A line of a JSONL file: an assert body in which everything may be missing that the command line can supply.</summary>
internal sealed record ImportLine
{
    /// <summary>What the line is, if not a fact.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    [JsonPropertyName("version")]
    public int? Version { get; init; }

    /// <summary>Why an exported fact no longer stands.</summary>
    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("entity")]
    public string? Entity { get; init; }

    [JsonPropertyName("relation")]
    public string? Relation { get; init; }

    [JsonPropertyName("value")]
    public FactValueRecord? Value { get; init; }

    [JsonPropertyName("source")]
    public string? Source { get; init; }

    [JsonPropertyName("confidence")]
    public double? Confidence { get; init; }

    [JsonPropertyName("scope")]
    public string? Scope { get; init; }

    [JsonPropertyName("valid_until")]
    public string? ValidUntil { get; init; }

    [JsonPropertyName("attestation")]
    public AttestationToken? Attestation { get; init; }

    [JsonPropertyName("garden_id")]
    public string? GardenId { get; init; }

    [JsonPropertyName("write_mode")]
    public string? WriteMode { get; init; }

    [JsonPropertyName("derived_from")]
    public IReadOnlyList<JsonElement>? DerivedFrom { get; init; }

    /// <summary>The body to send, or why there is none.</summary>
    public AssertRequest? Complete(ImportDefaults defaults, out string? problem)
    {
        problem = (Entity is null ? "entity is missing" : Relation is null ? "relation is missing" : Value is null ? "value is missing" : null)
            ?? (State is "retracted" or "superseded" ? $"the fact was {State}, and an import would make it hold again" : null);
        return problem is not null ? null : new AssertRequest
        {
            Entity = Entity!,
            Relation = Relation!,
            Value = Value!,
            Source = Source ?? defaults.Source,
            Confidence = Confidence ?? 1,
            Scope = Scope ?? defaults.Scope,
            ValidUntil = ValidUntil,
            Attestation = Attestation,
            GardenId = GardenId ?? defaults.Garden,
            WriteMode = WriteMode ?? "assert",
            DerivedFrom = DerivedFrom ?? [],
        };
    }
}
