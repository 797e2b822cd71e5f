using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>
/// What an RDF object becomes as the value of a fact. A literal whose text does not fit its declared type, such as NaN,
/// stays a string: nothing is lost and nothing is invented.
/// </summary>
internal static class RdfValues
{
    private const string Xsd = "http://www.w3.org/2001/XMLSchema#";

    private static readonly HashSet<string> Numbers =
    [
        "integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
        "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte",
    ];

    /// <summary>The value of a literal. A language tag is kept in the text: <c>chat@fr</c>.</summary>
    public static FactValueRecord OfLiteral(RdfTerm literal)
    {
        if (literal.Language is { } language)
            return Text($"{literal.Text}@{language}");
        var type = literal.DataType?.StartsWith(Xsd, StringComparison.Ordinal) == true ? literal.DataType[Xsd.Length..] : null;
        if (type is not null && Numbers.Contains(type) && NumberText(literal.Text.Trim()) is { } number)
            return new FactValueRecord { Type = "number", V = FactValueContent.OfNumberText(number) };
        if (type == "boolean" && literal.Text.Trim() is "true" or "false" or "1" or "0")
            return new FactValueRecord { Type = "boolean", V = FactValueContent.OfBoolean(literal.Text.Trim() is "true" or "1") };
        if (type is "dateTime" or "date" or "dateTimeStamp" && Instants.TryParse(literal.Text.Trim(), out _))
            return new FactValueRecord { Type = "datetime", V = FactValueContent.OfText(literal.Text.Trim()) };
        return Text(literal.Text);
    }

    /// <summary>A string, or a text when it has several lines.</summary>
    public static FactValueRecord Text(string text) => new()
    {
        Type = text.Contains('\n', StringComparison.Ordinal) ? "text" : "string",
        V = FactValueContent.OfText(text),
    };

    /// <summary>The number in JSON's grammar, which knows no plus sign, no leading zeros and no bare dot; null if it is none.</summary>
    public static string? NumberText(string text)
    {
        var digits = text.TrimStart('+');
        var sign = digits.StartsWith('-') ? "-" : "";
        digits = digits[sign.Length..].TrimStart('0');
        if (digits.Length == 0 || digits[0] is '.' or 'e' or 'E')
            digits = "0" + digits;
        digits = digits.Replace(".e", ".0e", StringComparison.OrdinalIgnoreCase);
        if (digits.EndsWith('.'))
            digits += "0";
        var hadDigits = text.AsSpan().ContainsAnyInRange('0', '9');
        return hadDigits && IsNumber(sign + digits) ? sign + digits : null;
    }

    private static bool IsNumber(string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            return parsed.RootElement.ValueKind == JsonValueKind.Number && double.IsFinite(parsed.RootElement.GetDouble());
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
