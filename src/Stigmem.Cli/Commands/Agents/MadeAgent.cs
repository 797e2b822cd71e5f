using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Agents;

/// <summary>A new agent.</summary>
/// <param name="Agent">Its name.</param>
/// <param name="Folder">Where it is.</param>
internal sealed record MadeAgent([property: JsonPropertyName("agent")] string Agent, [property: JsonPropertyName("folder")] string Folder);
