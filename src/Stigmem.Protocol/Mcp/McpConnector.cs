using System.Text.Json.Serialization;

namespace Stigmem.Protocol.Mcp;

/// <summary>An editor or agent that can use the tools, and where it keeps its list of servers.</summary>
public sealed record McpConnector
{
    /// <summary>Its short name.</summary>
    [JsonPropertyName("editor")]
    public required string Editor { get; init; }

    /// <summary>Its name for people.</summary>
    [JsonPropertyName("label")]
    public required string Label { get; init; }

    /// <summary>How well it is known to work: validated, caveated or experimental.</summary>
    [JsonPropertyName("validation_tier")]
    public required string ValidationTier { get; init; }

    /// <summary>Where more is told.</summary>
    [JsonPropertyName("docs_link")]
    public required string DocsLink { get; init; }

    /// <summary>Its file, from the user's home folder.</summary>
    [JsonPropertyName("config_path")]
    public required string ConfigPath { get; init; }

    /// <summary>The form of the file: toml, json or jsonc.</summary>
    [JsonPropertyName("config_format")]
    public required string ConfigFormat { get; init; }
}
