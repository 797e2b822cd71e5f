using System.Text.Json.Serialization;

namespace Stigmem.Cli.Mcp;

/// <summary>What a server answered that was started as an editor starts it.</summary>
internal sealed record SmokeResult
{
    [JsonPropertyName("editor")]
    public required string Editor { get; init; }

    [JsonPropertyName("server")]
    public required string Server { get; init; }

    [JsonPropertyName("tools")]
    public required IReadOnlyList<string> Tools { get; init; }

    [JsonPropertyName("health")]
    public required string Health { get; init; }
}
