using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Recall;

/// <summary>A question to the fabric (Operations contract, section 2).</summary>
public sealed record RecallRequest
{
    /// <summary>The question, in plain words.</summary>
    [JsonPropertyName("query")]
    public required string Query { get; init; }

    /// <summary>local, team, company or public.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get => field ?? "local"; init; }

    /// <summary>How many tokens the answer may take, 1 to 200000.</summary>
    [JsonPropertyName("token_budget")]
    public int TokenBudget { get; init; } = 4000;

    /// <summary>How many edges to follow, 1 to 3; 0 follows none.</summary>
    [JsonPropertyName("depth")]
    public int Depth { get; init; } = 2;

    /// <summary>How much each signal counts.</summary>
    [JsonPropertyName("weights")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RecallWeights? Weights { get; init; }

    /// <summary>Least confidence, 0 to 1.</summary>
    [JsonPropertyName("min_confidence")]
    public double MinConfidence { get; init; } = 0.1;

    /// <summary>Also facts about entities that are linked to those that match.</summary>
    [JsonPropertyName("include_neighbors")]
    public bool IncludeNeighbors { get; init; } = true;

    /// <summary>Most facts, 1 to 500.</summary>
    [JsonPropertyName("limit")]
    public int Limit { get; init; } = 100;

    /// <summary>Time travel; needs a node that has it.</summary>
    [JsonPropertyName("as_of")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AsOf { get; init; }
}
