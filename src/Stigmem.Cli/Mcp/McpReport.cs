using System.Text.Json.Serialization;

namespace Stigmem.Cli.Mcp;

/// <summary>What <c>mcp doctor</c> found.</summary>
internal sealed record McpReport
{
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    [JsonPropertyName("url")]
    public required string Url { get; init; }

    /// <summary>What the node says about the key: fine, admin, refused or unknown.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("editors")]
    public required IReadOnlyList<EditorState> Editors { get; init; }
}
