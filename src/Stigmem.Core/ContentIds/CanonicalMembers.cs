using System.Text.Json;

namespace Stigmem.Core.ContentIds;

/// <summary>Writes members that were built in code in canonical form.</summary>
internal static class CanonicalMembers
{
    public static void Write(ref CanonicalWriter writer, IReadOnlyList<KeyValuePair<string, object?>> members, bool ascii)
    {
        var sorted = new SortedList<string, object?>(CodePointOrder.Instance);
        foreach (var (name, value) in members) sorted[name] = value;
        var separator = (byte)'{';
        foreach (var (name, value) in sorted)
        {
            writer.Raw([separator]);
            CanonicalElement.Text(ref writer, name, ascii);
            writer.Raw(":"u8);
            Value(ref writer, value, ascii);
            separator = (byte)',';
        }

        writer.Raw(sorted.Count == 0 ? "{}"u8 : "}"u8);
    }

    private static void Value(ref CanonicalWriter writer, object? value, bool ascii)
    {
        switch (value)
        {
            case null:
                writer.Raw("null"u8);
                break;
            case string text:
                CanonicalElement.Text(ref writer, text, ascii);
                break;
            case bool flag:
                writer.Raw(flag ? "true"u8 : "false"u8);
                break;
            case int number:
                writer.Integer(number);
                break;
            case long number:
                writer.Integer(number);
                break;
            case double number:
                writer.Real(number);
                break;
            case JsonElement element:
                CanonicalElement.Write(ref writer, element, ascii);
                break;
            case IReadOnlyList<KeyValuePair<string, object?>> members:
                Write(ref writer, members, ascii);
                break;
            case IReadOnlyList<object?> items:
                Items(ref writer, items, ascii);
                break;
            default:
                throw new FormatException($"A value of type {value.GetType().Name} has no canonical form.");
        }
    }

    private static void Items(ref CanonicalWriter writer, IReadOnlyList<object?> items, bool ascii)
    {
        writer.Raw("["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0) writer.Raw(","u8);
            Value(ref writer, items[i], ascii);
        }

        writer.Raw("]"u8);
    }
}
