using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Decay;

/// <summary>The body of a sweep; without one the query says all.</summary>
public sealed record DecayRequest
{
    /// <summary>The rules, 1 to 100; null or empty for those of the query and the settings.</summary>
    [JsonPropertyName("policies")]
    public IReadOnlyList<DecayPolicyRecord>? Policies { get; init; }
}
