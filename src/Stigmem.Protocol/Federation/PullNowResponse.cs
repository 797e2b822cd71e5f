using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Federation;

/// <summary>Who is pulled from at once. An addition to the reference.</summary>
public sealed record PullNowResponse
{
    /// <summary>The node ids of the peers.</summary>
    [JsonPropertyName("peers")]
    public required IReadOnlyList<string> Peers { get; init; }
}
