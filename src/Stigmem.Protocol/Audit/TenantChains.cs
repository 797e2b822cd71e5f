using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Audit;

/// <summary>What a walk over the hash chains of one tenant found.</summary>
public record TenantChains
{
    /// <summary>The tenant; <c>#</c> and a number for rows of a tenant that does not exist.</summary>
    [JsonPropertyName("tenant_id")]
    public required string TenantId { get; init; }

    /// <summary>Whether every link holds.</summary>
    [JsonPropertyName("verified")]
    public required bool Verified { get; init; }

    /// <summary>Facts whose link and content id hold.</summary>
    [JsonPropertyName("facts_checked")]
    public required long FactsChecked { get; init; }

    /// <summary>Audit rows whose link holds.</summary>
    [JsonPropertyName("audit_checked")]
    public required long AuditChecked { get; init; }

    /// <summary>The last good link of the facts; null if there is none.</summary>
    [JsonPropertyName("facts_head")]
    public required string? FactsHead { get; init; }

    /// <summary>The last good link of the audit rows; null if there is none.</summary>
    [JsonPropertyName("audit_head")]
    public required string? AuditHead { get; init; }

    /// <summary>The first row that does not hold; null if all do.</summary>
    [JsonPropertyName("failure")]
    public required ChainFailure? Failure { get; init; }
}
