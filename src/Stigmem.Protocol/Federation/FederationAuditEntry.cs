using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>An event of federation (Federation contract, section 12).</summary>
public sealed record FederationAuditEntry
{
    /// <summary>The entry.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The peer it concerns; for a token of a stranger, the issuer that it claimed.</summary>
    [JsonPropertyName("peer_id")]
    public required string? PeerId { get; init; }

    /// <summary>What happened, such as <c>scope_violation</c>.</summary>
    [JsonPropertyName("event_type")]
    public required string EventType { get; init; }

    /// <summary>The particulars, an object.</summary>
    [JsonPropertyName("detail")]
    public required JsonElement? Detail { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("ts")]
    public required string Ts { get; init; }
}
