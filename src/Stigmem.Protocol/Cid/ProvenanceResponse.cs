using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Cid;

/// <summary>What a fact was derived from (Facts contract, section 13).</summary>
public sealed record ProvenanceResponse
{
    /// <summary>The fact.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary>Its content id.</summary>
    [JsonPropertyName("cid")]
    public required string? Cid { get; init; }

    /// <summary>One level of origins.</summary>
    [JsonPropertyName("derived_from")]
    public required IReadOnlyList<ProvenanceEntry> DerivedFrom { get; init; }

    /// <summary>More levels, for a request that asked for them.</summary>
    [JsonPropertyName("graph")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProvenanceGraph? Graph { get; init; }
}
