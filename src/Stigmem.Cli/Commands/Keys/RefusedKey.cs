using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Keys;

/// <summary>A key that was not taken over.</summary>
internal sealed record RefusedKey(
    [property: JsonPropertyName("entity_uri")] string EntityUri,
    [property: JsonPropertyName("description")] string? Description,
    [property: JsonPropertyName("reason")] string Reason);
