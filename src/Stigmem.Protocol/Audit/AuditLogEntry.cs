using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Audit;

/// <summary>An entry of the audit log, with the fact it is about (Access contract, section 10).</summary>
public sealed record AuditLogEntry
{
    /// <summary>The entry.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>The fact, if the event is about one.</summary>
    [JsonPropertyName("fact_id")]
    public required string? FactId { get; init; }

    /// <summary>What happened.</summary>
    [JsonPropertyName("event_type")]
    public required string EventType { get; init; }

    /// <summary>Who did it.</summary>
    [JsonPropertyName("entity_uri")]
    public required string? EntityUri { get; init; }

    /// <summary>The identity provider's subject.</summary>
    [JsonPropertyName("oidc_sub")]
    public required string? OidcSub { get; init; }

    /// <summary>The source of the fact; may be empty.</summary>
    [JsonPropertyName("source")]
    public required string Source { get; init; }

    /// <summary>The agent key that signed it.</summary>
    [JsonPropertyName("attested_key_id")]
    public required string? AttestedKeyId { get; init; }

    /// <summary>When.</summary>
    [JsonPropertyName("ts")]
    public required string Ts { get; init; }

    /// <summary>Whose key that is.</summary>
    [JsonPropertyName("attested_key_entity_uri")]
    public string? AttestedKeyEntityUri { get; init; }

    /// <summary>The key's note.</summary>
    [JsonPropertyName("attested_key_description")]
    public string? AttestedKeyDescription { get; init; }

    /// <summary>What the fact is about.</summary>
    [JsonPropertyName("fact_entity")]
    public string? FactEntity { get; init; }

    /// <summary>What it says.</summary>
    [JsonPropertyName("fact_relation")]
    public string? FactRelation { get; init; }

    /// <summary>The type of its value.</summary>
    [JsonPropertyName("fact_value_type")]
    public string? FactValueType { get; init; }

    /// <summary>Its value as stored.</summary>
    [JsonPropertyName("fact_value_v")]
    public string? FactValueV { get; init; }

    /// <summary>Its scope.</summary>
    [JsonPropertyName("fact_scope")]
    public string? FactScope { get; init; }

    /// <summary><c>success</c>, <c>failure</c> or <c>denied</c>; an addition to the reference.</summary>
    [JsonPropertyName("outcome")]
    public string? Outcome { get; init; }
}
