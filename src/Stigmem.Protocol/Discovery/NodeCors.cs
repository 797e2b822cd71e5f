using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Discovery;

/// <summary>What browsers may do.</summary>
public sealed record NodeCors
{
    /// <summary>Pages of this machine are let in.</summary>
    [JsonPropertyName("dev_localhost")]
    public required bool DevLocalhost { get; init; }

    /// <summary>Any origin is configured.</summary>
    [JsonPropertyName("configured")]
    public required bool Configured { get; init; }
}
