using System.Text.Json.Serialization;
using Stigmem.Protocol.Facts;

namespace Stigmem.Protocol.Federation;

/// <summary>Hands facts to a peer (Federation contract, section 6).</summary>
public sealed record FederationPushRequest
{
    /// <summary>The facts, at most 500.</summary>
    [JsonPropertyName("facts")]
    public required IReadOnlyList<FactRecord> Facts { get; init; }
}
