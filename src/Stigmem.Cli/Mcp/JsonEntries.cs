using System.Text;
using System.Text.Json;

namespace Stigmem.Cli.Mcp;

/// <summary>
/// Finds and sets one member two levels deep in a JSON text, with or without comments. Everything else stays byte for
/// byte: an editor's file belongs to its user (decision 0108).
/// </summary>
internal static class JsonEntries
{
    private static readonly JsonReaderOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The member's value as text; null when there is none.</summary>
    /// <exception cref="JsonException">The text is not what it should be.</exception>
    public static string? Find(string text, string container, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Locate(bytes, 0, container) is { Value: { } outer } && Locate(bytes, outer.Start, name) is { Value: { } inner }
            ? Encoding.UTF8.GetString(bytes, inner.Start, inner.End - inner.Start)
            : null;
    }

    /// <summary>The text with the member set.</summary>
    /// <exception cref="JsonException">The text is not what it should be.</exception>
    public static string Set(string text, string container, string name, string json)
    {
        if (string.IsNullOrWhiteSpace(text))
            text = "{}\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        var outer = Locate(bytes, 0, container);
        if (outer.Value is not { } list)
            return Insert(bytes, outer, $"\n  {Quote(container)}: {{\n    {Quote(name)}: {Indent(json, 4)}\n  }}", 0);
        var inner = Locate(bytes, list.Start, name);
        return inner.Value is { } old
            ? Splice(bytes, old.Start, old.End, Indent(json, 4))
            : Insert(bytes, inner, $"\n    {Quote(name)}: {Indent(json, 4)}", 2);
    }

    private static string Insert(byte[] bytes, Place place, string member, int indent) =>
        Splice(bytes, place.Inside, place.Inside, place.IsEmpty ? $"{member}\n{new string(' ', indent)}" : member + ",");

    private static string Splice(byte[] bytes, int start, int end, string text) =>
        Encoding.UTF8.GetString(bytes, 0, start) + text + Encoding.UTF8.GetString(bytes, end, bytes.Length - end);

    private static string Indent(string json, int by) => json.Replace("\n", "\n" + new string(' ', by), StringComparison.Ordinal);

    private static string Quote(string name) => $"\"{name}\"";

    /// <summary>Looks through the object that starts at or after a place.</summary>
    private static Place Locate(byte[] bytes, int start, string name)
    {
        var offset = start == 0 && bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : start;
        var reader = new Utf8JsonReader(bytes.AsSpan(offset), start > 0 ? Reading with { AllowMultipleValues = true } : Reading);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("an object was expected");
        var inside = offset + (int)reader.BytesConsumed;
        var isEmpty = true;
        (int, int)? found = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            isEmpty = false;
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            var from = offset + (int)reader.TokenStartIndex;
            reader.Skip();
            if (isIt)
                found = (from, offset + (int)reader.BytesConsumed);
        }
        return new Place(inside, isEmpty, found);
    }

    /// <param name="Inside">Just after the opening brace.</param>
    /// <param name="IsEmpty">Whether the object has no members.</param>
    /// <param name="Value">Where the value stands that was looked for.</param>
    private readonly record struct Place(int Inside, bool IsEmpty, (int Start, int End)? Value);
}
