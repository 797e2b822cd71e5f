using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Audit;

/// <summary>Where a hash chain breaks first.</summary>
public sealed record ChainFailure
{
    /// <summary>Whose chain.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary><c>facts</c> or <c>audit</c>.</summary>
    [JsonPropertyName("chain")]
    public required string Chain { get; init; }

    /// <summary>What is wrong, such as <c>chain_hash_mismatch</c>.</summary>
    [JsonPropertyName("mismatch_reason")]
    public required string MismatchReason { get; init; }

    /// <summary>The fact, or the audit row; null if it is missing.</summary>
    [JsonPropertyName("id")]
    public required string? Id { get; init; }

    /// <summary>The place in the chain.</summary>
    [JsonPropertyName("chain_seq")]
    public required long ChainSeq { get; init; }
}
