using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Cid;

/// <summary>Whether the content of a fact is still what its content id says (Facts contract, section 12).</summary>
public sealed record CidVerifyResponse
{
    /// <summary>True if it is.</summary>
    [JsonPropertyName("cid_valid")]
    public required bool CidValid { get; init; }

    /// <summary>The content id of what is stored.</summary>
    [JsonPropertyName("computed_cid")]
    public required string ComputedCid { get; init; }

    /// <summary>The content id that was stored with it.</summary>
    [JsonPropertyName("stored_cid")]
    public required string? StoredCid { get; init; }

    /// <summary>What differs.</summary>
    [JsonPropertyName("mismatch_reason")]
    public required string? MismatchReason { get; init; }
}
