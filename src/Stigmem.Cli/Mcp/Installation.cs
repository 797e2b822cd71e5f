using System.Text.Json.Serialization;

namespace Stigmem.Cli.Mcp;

/// <summary>What <c>mcp install</c> did or would do.</summary>
internal sealed record Installation
{
    [JsonPropertyName("editor")]
    public required string Editor { get; init; }

    [JsonPropertyName("config_path")]
    public required string ConfigPath { get; init; }

    [JsonPropertyName("written")]
    public required bool Written { get; init; }

    [JsonPropertyName("backup")]
    public required string? Backup { get; init; }

    /// <summary>The key that was made for it.</summary>
    [JsonPropertyName("key_id")]
    public required string? KeyId { get; init; }

    /// <summary>The entry, its key hidden.</summary>
    [JsonPropertyName("entry")]
    public required string Entry { get; init; }
}
