using System.Globalization;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;

namespace Stigmem.Core.Facts;

/// <summary>
/// A value in its storage form. The text is what is hashed into the content id, so it is canonical for numbers and
/// verbatim for everything else.
/// </summary>
/// <param name="Type">The declared type.</param>
/// <param name="Text">The storage text, <c>value_v</c>.</param>
/// <param name="InterpretAs">Content or instruction.</param>
public readonly record struct FactValue(FactValueType Type, string Text, InterpretAs InterpretAs)
{
    /// <summary>
    /// Reads the value of a local assert. Sources of the rule: Facts contract, section 3, for what each type accepts,
    /// and section 8 for the text of a number.
    /// </summary>
    /// <param name="type">The declared type.</param>
    /// <param name="v">The JSON value, or null when the member is missing.</param>
    /// <param name="interpretAs">Content or instruction.</param>
    public static Outcome<FactValue> Create(FactValueType type, JsonElement? v, InterpretAs interpretAs)
    {
        var given = v ?? default;
        var text = type switch
        {
            FactValueType.Null => "null",
            FactValueType.Number => NumberText(given),
            FactValueType.Boolean => BooleanText(given),
            _ => PlainText(given),
        };
        var accepted = type switch
        {
            FactValueType.DateTime => Instants.TryParse(text, out _),
            FactValueType.Ref => !string.IsNullOrEmpty(text),
            _ => text is not null,
        };
        return accepted ? new FactValue(type, text!, interpretAs) : new Fault(FaultCode.ValidationFailed, Expectation(type));
    }

    /// <summary>The number behind a value of type number.</summary>
    /// <returns>False for other types and for texts that are no finite number.</returns>
    public bool TryGetNumber(out double number)
    {
        number = 0;
        return Type == FactValueType.Number
            && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static string? NumberText(JsonElement v)
    {
        double number;
        if (v.ValueKind == JsonValueKind.Number)
            number = v.GetDouble();
        else if (v.ValueKind != JsonValueKind.String || PlainText(v) is not { } text || !JsonNumber.TryParse(text, out number))
            return null;
        return double.IsFinite(number) ? PythonFloat.Format(number) : null;
    }

    private static string? BooleanText(JsonElement v) => v.ValueKind switch
    {
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Number when v.TryGetDouble(out var number) && number is 0 or 1 => v.GetDouble() is 1 ? "true" : "false",
        _ => null,
    };

    private static string? PlainText(JsonElement v)
    {
        switch (v.ValueKind)
        {
            case JsonValueKind.String:
                try
                {
                    return v.GetString();
                }
                catch (InvalidOperationException)
                {
                    // The reader's way to say that the text holds a lone surrogate or bytes that are not UTF-8.
                    return null;
                }

            case JsonValueKind.Number: return v.GetRawText();
            case JsonValueKind.True: return "true";
            case JsonValueKind.False: return "false";
            default: return null;
        }
    }

    private static string Expectation(FactValueType type) => type switch
    {
        FactValueType.Number => "value.v must be a finite number",
        FactValueType.Boolean => "value.v must be true or false",
        FactValueType.DateTime => "value.v must be an ISO 8601 date or datetime",
        FactValueType.Ref => "value.v must be a non-empty string of valid Unicode",
        _ => "value.v must be a string of valid Unicode",
    };
}
