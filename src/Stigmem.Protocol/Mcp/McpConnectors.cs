using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Mcp;

/// <summary>Editors and agents that can use the tools.</summary>
public sealed record McpConnectors
{
    /// <summary>The form of this document.</summary>
    [JsonPropertyName("version")]
    public required string Version { get; init; }

    /// <summary>All of them, in a fixed order.</summary>
    [JsonPropertyName("connectors")]
    public required IReadOnlyList<McpConnector> Connectors { get; init; }
}
