using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Keys;

/// <summary>What <c>keys import --json</c> prints.</summary>
internal sealed record KeysImported(
    [property: JsonPropertyName("imported")] int Imported,
    [property: JsonPropertyName("refused")] IReadOnlyList<RefusedKey> Refused);
