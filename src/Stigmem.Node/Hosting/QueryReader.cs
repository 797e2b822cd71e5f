using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Stigmem.Node.Hosting;

/// <summary>Reads query parameters the way the reference coerces them (facts contract, section 1).</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    public ShapeErrors Errors { get; } = new();

    /// <summary>A filter; an empty text counts as absent.</summary>
    public string? Text(string name)
    {
        var value = Last(name);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public string RequiredText(string name)
    {
        if (Last(name) is { } value)
            return value;
        Errors.Missing(["query", name], "null");
        return "";
    }

    public int Integer(string name, int byDefault, int least, int most)
    {
        if (Last(name) is not { } text)
            return byDefault;
        if (!TryInteger(text, out var number))
        {
            Errors.Add("int_parsing", ["query", name], "Input should be a valid integer, unable to parse string as an integer", Quote(text));
            return byDefault;
        }
        if (number < least)
            Errors.BelowLeast(["query", name], least, isFloat: false, Quote(text));
        else if (number > most)
            Errors.AboveMost(["query", name], most, isFloat: false, Quote(text));
        return (int)Math.Clamp(number, least, most);
    }

    public long? Sequence(string name)
    {
        if (Last(name) is not { } text)
            return null;
        if (TryInteger(text, out var number))
            return number;
        Errors.Add("int_parsing", ["query", name], "Input should be a valid integer, unable to parse string as an integer", Quote(text));
        return null;
    }

    public double Number(string name, double byDefault, double least, double most)
    {
        if (Last(name) is not { } text)
            return byDefault;
        if (!double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            Errors.Add("float_parsing", ["query", name], "Input should be a valid number, unable to parse string as a number", Quote(text));
            return byDefault;
        }
        if (number < least)
            Errors.BelowLeast(["query", name], least, isFloat: true, Quote(text));
        else if (number > most)
            Errors.AboveMost(["query", name], most, isFloat: true, Quote(text));
        return number;
    }

    public bool Flag(string name, bool byDefault) => OptionalFlag(name) ?? byDefault;

    public bool? OptionalFlag(string name)
    {
        if (Last(name) is not { } text)
            return null;
        switch (text.ToLowerInvariant())
        {
            case "1" or "true" or "t" or "yes" or "y" or "on":
                return true;
            case "0" or "false" or "f" or "no" or "n" or "off":
                return false;
            default:
                Errors.Add("bool_parsing", ["query", name], "Input should be a valid boolean, unable to interpret input", Quote(text));
                return null;
        }
    }

    public bool Has(string name) => Last(name) is not null;

    private string? Last(string name) => query.TryGetValue(name, out var values) && values.Count > 0 ? values[^1] : null;

    /// <summary><c>5</c>, <c> 5</c>, <c>+5</c>, <c>05</c> and <c>5.0</c> are integers; <c>5e0</c> is not.</summary>
    private static bool TryInteger(string text, out long number)
    {
        var trimmed = text.AsSpan().Trim();
        var point = trimmed.IndexOf('.');
        if (point > 0 && trimmed[(point + 1)..].Trim('0').IsEmpty && point + 1 < trimmed.Length)
            trimmed = trimmed[..point];
        return long.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static string Quote(string text)
    {
        const int most = 256;
        var cut = text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
        return $"\"{JsonEncodedText.Encode(cut)}\"";
    }
}
