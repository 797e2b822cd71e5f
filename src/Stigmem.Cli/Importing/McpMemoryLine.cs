using System.Text.Json.Serialization;

namespace Stigmem.Cli.Importing;

/// <summary>A line of the file of MCP's reference memory server: an entity with what was observed of it, or a relation of two.</summary>
internal sealed record McpMemoryLine
{
    /// <summary>The type of a line about an entity.</summary>
    public const string EntityType = "entity";

    /// <summary>The type of a line about two of them.</summary>
    public const string RelationType = "relation";

    [JsonPropertyName("type")]
    public string? Type { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>What kind of thing the entity is.</summary>
    [JsonPropertyName("entityType")]
    public string? Kind { get; init; }

    [JsonPropertyName("observations")]
    public IReadOnlyList<string?>? Observations { get; init; }

    [JsonPropertyName("from")]
    public string? From { get; init; }

    [JsonPropertyName("to")]
    public string? To { get; init; }

    /// <summary>How <see cref="From"/> stands to <see cref="To"/>.</summary>
    [JsonPropertyName("relationType")]
    public string? Verb { get; init; }
}
