using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Recall;

/// <summary>That the tenant's facts are as they were written.</summary>
public sealed record FactChainProof
{
    /// <summary>The tenant.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>How many links were checked.</summary>
    [JsonPropertyName("checked_entries")]
    public required long CheckedEntries { get; init; }

    /// <summary>The last link.</summary>
    [JsonPropertyName("head_hash")]
    public string? HeadHash { get; init; }

    /// <summary>A checkpoint that covers the last link, or null.</summary>
    [JsonPropertyName("checkpoint")]
    public FactChainCheckpoint? Checkpoint { get; init; }
}
