using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>Why a fact that was pushed was not taken.</summary>
public sealed record FederationPushError
{
    /// <summary>The fact; empty if it has no readable id.</summary>
    [JsonPropertyName("fact_id")]
    public required string FactId { get; init; }

    /// <summary>The reason, such as <c>scope_not_permitted</c> or <c>hlc_skew</c>.</summary>
    [JsonPropertyName("error")]
    public required string Error { get; init; }
}
