using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Recall;

/// <summary>The facts that answer a question best, within a budget of tokens (Operations contract, section 2).</summary>
public sealed record RecallResponse
{
    /// <summary>Of this answer.</summary>
    [JsonPropertyName("recall_id")]
    public required string RecallId { get; init; }

    /// <summary>SHA-256 of the question, in hexadecimal.</summary>
    [JsonPropertyName("query_hash")]
    public required string QueryHash { get; init; }

    /// <summary>All facts, best first.</summary>
    [JsonPropertyName("facts")]
    public required IReadOnlyList<ScoredFact> Facts { get; init; }

    /// <summary>Those of them that inform; absent in the legacy format.</summary>
    [JsonPropertyName("content")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ScoredFact>? Content { get; init; }

    /// <summary>Those of them that instruct; absent in the legacy format.</summary>
    [JsonPropertyName("instructions")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ScoredFact>? Instructions { get; init; }

    /// <summary>How many facts were compared, where it may be told.</summary>
    [JsonPropertyName("total_scored")]
    public int? TotalScored { get; init; }

    /// <summary>The budget as asked.</summary>
    [JsonPropertyName("token_budget")]
    public required int TokenBudget { get; init; }

    /// <summary>The sum of the estimates.</summary>
    [JsonPropertyName("tokens_used")]
    public required int TokensUsed { get; init; }

    /// <summary>Whether facts were left out because the budget was spent.</summary>
    [JsonPropertyName("truncated")]
    public required bool Truncated { get; init; }

    /// <summary>Entities left out because they were erased.</summary>
    [JsonPropertyName("tombstone_notices")]
    public IReadOnlyList<TombstoneNotice> TombstoneNotices { get => field ?? []; init; }

    /// <summary>What <c>Stigmem-Verify: full</c> found.</summary>
    [JsonPropertyName("chain_proof")]
    public FactChainProof? ChainProof { get; init; }
}
