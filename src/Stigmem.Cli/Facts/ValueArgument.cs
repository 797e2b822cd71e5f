using System.Text.Json;
using Stigmem.Cli.Failures;
using Stigmem.Core.Facts;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Facts;

/// <summary>
/// The value of a fact as the command line gives it. Without a type it is a string, except for the two words and the
/// two forms that can mean nothing else; numbers are not guessed, because <c>1.10</c> and <c>94107</c> may be names.
/// </summary>
internal static class ValueArgument
{
    private const string FromInput = "-";

    /// <summary>Reads the value; <c>-</c> takes the text of the standard input without its last line end.</summary>
    /// <exception cref="CommandFailure">The text is no value of the type.</exception>
    public static FactValueRecord Read(string value, string? type, TextReader input)
    {
        var text = value == FromInput ? WithoutLineEnd(input.ReadToEnd()) : value;
        return Of(text, type ?? Guess(text));
    }

    /// <summary>The value of a text under a type's wire name.</summary>
    /// <exception cref="CommandFailure">The text is no value of the type.</exception>
    public static FactValueRecord Of(string text, string type) => new() { Type = type, V = Content(text, type) };

    /// <summary>The type of a text that came without one.</summary>
    public static string Guess(string text)
    {
        if (text is "true" or "false")
            return FactValueType.Boolean.Name();
        if (text.StartsWith(EntityUri.Scheme, StringComparison.Ordinal) && !text.AsSpan().ContainsAny(' ', '\n'))
            return FactValueType.Ref.Name();
        return text.Contains('\n', StringComparison.Ordinal) ? FactValueType.Text.Name() : FactValueType.String.Name();
    }

    private static FactValueContent Content(string text, string type) => type switch
    {
        "null" => FactValueContent.Null,
        "boolean" => FactValueContent.OfBoolean(text switch
        {
            "true" => true,
            "false" => false,
            _ => throw Refused(text, "true or false"),
        }),
        "number" => FactValueContent.OfNumberText(
            IsNumber(text) ? text : throw Refused(text, "a number such as 42 or -1.5e3")),
        _ => FactValueContent.OfText(text),
    };

    /// <summary>JSON's grammar, so that what is accepted here is what travels.</summary>
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

    private static CommandFailure Refused(string text, string expected) =>
        CommandFailure.Usage($"'{text}' is not {expected}", "Give another --type, or leave it out for a string.");

    private static string WithoutLineEnd(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
