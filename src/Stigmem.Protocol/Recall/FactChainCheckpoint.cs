using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Recall;

/// <summary>A link of the chain of facts as a transparency log holds it.</summary>
public sealed record FactChainCheckpoint
{
    /// <summary>Of the checkpoint.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The tenant.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>The place of the link that it covers.</summary>
    [JsonPropertyName("covered_chain_seq")]
    public required long CoveredChainSeq { get; init; }

    /// <summary>That link.</summary>
    [JsonPropertyName("chain_hash")]
    public required string ChainHash { get; init; }

    /// <summary><c>submitted</c> when it is in the log.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>How often it was handed in.</summary>
    [JsonPropertyName("attempt_count")]
    public required int AttemptCount { get; init; }

    /// <summary>When it was made.</summary>
    [JsonPropertyName("created_at")]
    public required string CreatedAt { get; init; }

    /// <summary>When the log took it.</summary>
    [JsonPropertyName("submitted_at")]
    public string? SubmittedAt { get; init; }

    /// <summary>Why the log did not take it.</summary>
    [JsonPropertyName("last_error")]
    public string? LastError { get; init; }

    /// <summary>Which log.</summary>
    [JsonPropertyName("tl_backend")]
    public required string TlBackend { get; init; }

    /// <summary>Of the log.</summary>
    [JsonPropertyName("tl_log_id")]
    public string? TlLogId { get; init; }

    /// <summary>SHA-256 of the payload, in hexadecimal.</summary>
    [JsonPropertyName("tl_leaf_hash")]
    public string? TlLeafHash { get; init; }

    /// <summary>Its place in the log.</summary>
    [JsonPropertyName("tl_log_index")]
    public long? TlLogIndex { get; init; }

    /// <summary>When, in seconds since 1970.</summary>
    [JsonPropertyName("tl_integrated_time")]
    public long? TlIntegratedTime { get; init; }

    /// <summary>What proves that the log has it.</summary>
    [JsonPropertyName("tl_inclusion_proof")]
    public required IReadOnlyDictionary<string, JsonElement> TlInclusionProof { get; init; }

    /// <summary>The entry as the log has it; its member <c>payload</c> is what was logged.</summary>
    [JsonPropertyName("tl_raw")]
    public required IReadOnlyDictionary<string, JsonElement> TlRaw { get; init; }
}
