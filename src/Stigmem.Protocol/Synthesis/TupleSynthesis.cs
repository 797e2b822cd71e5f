using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Synthesis;

/// <summary>What a scope says, one entry a tuple (Operations contract, section 8).</summary>
public sealed record TupleSynthesis
{
    /// <summary>The scope.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>A page of entries: those of sure preferred facts first, then those of new ones.</summary>
    [JsonPropertyName("tuples")]
    public required IReadOnlyList<SynthesizedTuple> Tuples { get; init; }

    /// <summary>How many entries are on the page.</summary>
    [JsonPropertyName("tuple_count")]
    public required int TupleCount { get; init; }

    /// <summary>How many of them are contradicted.</summary>
    [JsonPropertyName("contradiction_count")]
    public required int ContradictionCount { get; init; }

    /// <summary>Where the next page begins; null when there is none.</summary>
    [JsonPropertyName("cursor")]
    public required string? Cursor { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("synthesized_at")]
    public required string SynthesizedAt { get; init; }
}
