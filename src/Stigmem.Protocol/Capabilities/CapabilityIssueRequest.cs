using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Capabilities;

/// <summary>Asks for a capability token (Federation contract, section 9).</summary>
public sealed record CapabilityIssueRequest
{
    /// <summary>The organisation that grants; the caller's own.</summary>
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    /// <summary>Who may; one of its entities.</summary>
    [JsonPropertyName("subject")]
    public required string Subject { get; init; }

    /// <summary>What it may do, such as <c>write</c>.</summary>
    [JsonPropertyName("verb")]
    public required string Verb { get; init; }

    /// <summary>To what, such as <c>stigmem://facts/scope:public</c>.</summary>
    [JsonPropertyName("object")]
    public required string Object { get; init; }

    /// <summary>For how long, at most 90 days. Settable, because generated readers give a missing init-only member its zero.</summary>
    [JsonPropertyName("ttl_seconds")]
    public long TtlSeconds { get; set; } = 3600;
}
