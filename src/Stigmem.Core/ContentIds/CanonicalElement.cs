using System.Text;
using System.Text.Json;

namespace Stigmem.Core.ContentIds;

/// <summary>Writes parsed JSON in canonical form.</summary>
internal static class CanonicalElement
{
    public static void Write(ref CanonicalWriter writer, JsonElement value, bool ascii)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                Members(ref writer, value, ascii);
                break;
            case JsonValueKind.Array:
                Items(ref writer, value, ascii);
                break;
            case JsonValueKind.String:
                Text(ref writer, TextOf(value), ascii);
                break;
            case JsonValueKind.Number:
                Number(ref writer, value);
                break;
            case JsonValueKind.True:
                writer.Raw("true"u8);
                break;
            case JsonValueKind.False:
                writer.Raw("false"u8);
                break;
            default:
                writer.Raw("null"u8);
                break;
        }
    }

    public static void Text(ref CanonicalWriter writer, string text, bool ascii)
    {
        if (ascii) writer.AsciiText(text);
        else writer.Text(text);
    }

    private static void Members(ref CanonicalWriter writer, JsonElement value, bool ascii)
    {
        var sorted = new SortedList<string, JsonElement>(CodePointOrder.Instance);
        foreach (var member in value.EnumerateObject()) sorted[NameOf(member)] = member.Value;
        var separator = (byte)'{';
        foreach (var (name, member) in sorted)
        {
            writer.Raw([separator]);
            Text(ref writer, name, ascii);
            writer.Raw(":"u8);
            Write(ref writer, member, ascii);
            separator = (byte)',';
        }

        writer.Raw(sorted.Count == 0 ? "{}"u8 : "}"u8);
    }

    private static void Items(ref CanonicalWriter writer, JsonElement value, bool ascii)
    {
        var separator = (byte)'[';
        foreach (var item in value.EnumerateArray())
        {
            writer.Raw([separator]);
            Write(ref writer, item, ascii);
            separator = (byte)',';
        }

        writer.Raw(separator == '[' ? "[]"u8 : "]"u8);
    }

    private static void Number(ref CanonicalWriter writer, JsonElement value)
    {
        var token = value.GetRawText();
        if (token.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            var number = value.GetDouble();
            if (!double.IsFinite(number)) throw new FormatException("A number is beyond the range of a double.");
            writer.Real(number);
            return;
        }

        // Minus zero without a fraction is the integer zero.
        writer.Raw(token == "-0" ? "0"u8 : Encoding.ASCII.GetBytes(token));
    }

    private static string TextOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw NoText(e);
        }
    }

    private static string NameOf(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw NoText(e);
        }
    }

    private static FormatException NoText(InvalidOperationException cause) =>
        new("A string holds a lone surrogate or bytes that are not UTF-8.", cause);
}
