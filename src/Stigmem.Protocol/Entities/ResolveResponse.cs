using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Entities;

/// <summary>Which entity a name means (Operations contract, section 5).</summary>
public sealed record ResolveResponse
{
    /// <summary>The name as asked.</summary>
    [JsonPropertyName("query")]
    public required string Query { get; init; }

    /// <summary>The name in normal form.</summary>
    [JsonPropertyName("canonical")]
    public required string? Canonical { get; init; }

    /// <summary>The entity it most likely means.</summary>
    [JsonPropertyName("best")]
    public required string? Best { get; init; }

    /// <summary>1 for a name in use, 2 for an alias, 3 for a likeness, null for none of them.</summary>
    [JsonPropertyName("resolution_layer")]
    public required int? ResolutionLayer { get; init; }

    /// <summary>The name itself is in use.</summary>
    [JsonPropertyName("layer1_match")]
    public required bool Layer1Match { get; init; }

    /// <summary>What the alias stands for.</summary>
    [JsonPropertyName("layer2_match")]
    public required string? Layer2Match { get; init; }

    /// <summary>Entities of similar names, best first.</summary>
    [JsonPropertyName("layer3_candidates")]
    public required IReadOnlyList<EntityCandidate> Layer3Candidates { get; init; }
}
