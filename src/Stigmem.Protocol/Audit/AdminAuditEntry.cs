using System.Text.Json;
using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Audit;

/// <summary>An entry of the audit log as an auditor sees it.</summary>
public sealed record AdminAuditEntry
{
    /// <summary>Its place in the log.</summary>
    [JsonPropertyName("seq")]
    public required long? Seq { get; init; }

    /// <summary>The entry.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>What happened.</summary>
    [JsonPropertyName("event_type")]
    public required string EventType { get; init; }

    /// <summary>Who did it.</summary>
    [JsonPropertyName("entity_uri")]
    public required string? EntityUri { get; init; }

    /// <summary>The identity provider's subject.</summary>
    [JsonPropertyName("oidc_sub")]
    public required string? OidcSub { get; init; }

    /// <summary>The fact, if the event is about one.</summary>
    [JsonPropertyName("fact_id")]
    public required string? FactId { get; init; }

    /// <summary>The source of the fact; may be empty.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>The agent key that signed it.</summary>
    [JsonPropertyName("attested_key_id")]
    public required string? AttestedKeyId { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("ts")]
    public required string Ts { get; init; }

    /// <summary>The tenant.</summary>
    [JsonPropertyName("tenant_id")]
    public required string? TenantId { get; init; }

    /// <summary>More about the event: JSON inside a string.</summary>
    [JsonPropertyName("detail")]
    public required string? Detail { get; init; }

    /// <summary>The same as an object. An addition to the reference.</summary>
    [JsonPropertyName("detail_json")]
    public JsonElement? DetailJson { get; init; }

    /// <summary><c>success</c>, <c>failure</c> or <c>denied</c>; an addition to the reference.</summary>
    [JsonPropertyName("outcome")]
    public string? Outcome { get; init; }

    /// <summary>
    /// The stamp of the hybrid clock, by which rows of several nodes are put in order; an addition to the reference.
    /// </summary>
    [JsonPropertyName("hlc")]
    public string? Hlc { get; init; }
}
