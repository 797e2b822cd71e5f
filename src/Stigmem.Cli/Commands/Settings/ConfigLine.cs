using System.Text.Json.Serialization;

namespace Stigmem.Cli.Commands.Settings;

/// <summary>One setting as <c>config show</c> prints it.</summary>
internal sealed record ConfigLine(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("value")] string Value,
    [property: JsonPropertyName("origin")] string Origin);
