using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Serving;

/// <summary>What <c>stigmem node --json</c> prints once it answers.</summary>
internal sealed record NodeReady(
    [property: JsonPropertyName("url")] string Url,
    [property: JsonPropertyName("database")] string Database,
    [property: JsonPropertyName("pid")] int ProcessId);
