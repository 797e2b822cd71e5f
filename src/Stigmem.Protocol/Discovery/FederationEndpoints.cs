using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Discovery;

/// <summary>Where a peer knocks.</summary>
public sealed record FederationEndpoints
{
    /// <summary>Registration.</summary>
    [JsonPropertyName("peers")]
    public required string Peers { get; init; }

    /// <summary>Pull.</summary>
    [JsonPropertyName("facts")]
    public required string Facts { get; init; }

    /// <summary>Push, or null if it is off.</summary>
    [JsonPropertyName("push")]
    public required string? Push { get; init; }
}
