using System.Text.Json;

namespace Stigmem.Sdk.Errors;

/// <summary>Looks into JSON whose shape is only hoped for.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    public static string? Text(this JsonElement? element)
    {
        if (element is not { ValueKind: JsonValueKind.String } text)
            return null;
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate, which is no text.
            return null;
        }
    }
}
