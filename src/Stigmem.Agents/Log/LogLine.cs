using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stigmem.Agents.Log;

/// <summary>A line of a log as it was read.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="IsBlank">Whether there is nothing in it.</param>
/// <param name="Record">The record; null when the line is not a JSON object.</param>
internal sealed record LogLine(int Number, bool IsBlank, JsonObject? Record)
{
    /// <summary>Reads a line.</summary>
    public static LogLine Parse(int number, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new LogLine(number, true, null);
        try
        {
            return new LogLine(number, false, JsonNode.Parse(text) as JsonObject);
        }
        catch (JsonException)
        {
            return new LogLine(number, false, null);
        }
    }

    /// <summary>A text of the record; null when it is absent or of another kind.</summary>
    public string? Text(string key) => Record?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
