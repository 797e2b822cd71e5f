using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Synthesis;

/// <summary>What to say of a scope, one entry a tuple.</summary>
public sealed record SynthesisRequest
{
    /// <summary><c>local</c>, <c>team</c>, <c>company</c> or <c>public</c>.</summary>
    [JsonPropertyName("scope")]
    public required string Scope { get; init; }

    /// <summary>Only this entity; null for all.</summary>
    [JsonPropertyName("entity")]
    public string? Entity { get; init; }

    /// <summary>Only this relation, or with a <c>*</c> at its end those that begin so; several are separated by commas. Null for all.</summary>
    [JsonPropertyName("relation")]
    public string? Relation { get; init; }

    /// <summary>Least confidence of the value that is preferred, 0 to 1.</summary>
    [JsonPropertyName("min_confidence")]
    public double MinConfidence { get; init; }

    /// <summary>Entries a page, 1 to 1000; 0 leaves it to the node, which gives 200.</summary>
    [JsonPropertyName("limit")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Limit { get; init; }

    /// <summary>Where the previous page ended; null begins.</summary>
    [JsonPropertyName("cursor")]
    public string? Cursor { get; init; }
}
