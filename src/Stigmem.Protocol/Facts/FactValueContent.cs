using System.Globalization;
using System.Text.Json.Serialization;
using Stigmem.Protocol.Json;

namespace Stigmem.Protocol.Facts;

/// <summary>
/// The member <c>v</c> of a value: a text, a number, a boolean or nothing. A number keeps the very digits it came
/// with, because content ids and signatures are made over them and <c>42</c> is not <c>42.0</c> there.
/// </summary>
[JsonConverter(typeof(FactValueContentConverter))]
public readonly record struct FactValueContent
{
    private const string True = "true";
    private const string False = "false";

    private readonly string? _text;

    private FactValueContent(FactValueKind kind, string text)
    {
        Kind = kind;
        _text = text;
    }

    /// <summary>Nothing.</summary>
    public static FactValueContent Null => default;

    /// <summary>What is held.</summary>
    public FactValueKind Kind { get; }

    /// <summary>The text, or null if something else is held.</summary>
    public string? Text => Kind == FactValueKind.Text ? _text : null;

    /// <summary>The number, or null if something else is held.</summary>
    public double? Number => Kind == FactValueKind.Number ? double.Parse(_text!, CultureInfo.InvariantCulture) : null;

    /// <summary>The digits of the number, or null if something else is held.</summary>
    public string? NumberText => Kind == FactValueKind.Number ? _text : null;

    /// <summary>True or false, or null if something else is held.</summary>
    public bool? Boolean => Kind == FactValueKind.Boolean ? _text == True : null;

    /// <summary>A text.</summary>
    public static FactValueContent OfText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(FactValueKind.Text, text);
    }

    /// <summary>A finite number, in the digits of the contract: <c>42.0</c>.</summary>
    public static FactValueContent OfNumber(double number) => new(FactValueKind.Number, PythonFloat.Text(number));

    /// <summary>A number in digits that are kept as they are; they must follow JSON's grammar, which is checked on writing.</summary>
    public static FactValueContent OfNumberText(string digits)
    {
        ArgumentException.ThrowIfNullOrEmpty(digits);
        return new(FactValueKind.Number, digits);
    }

    /// <summary>A boolean.</summary>
    public static FactValueContent OfBoolean(bool value) => new(FactValueKind.Boolean, value ? True : False);

    /// <summary>What is held, for people.</summary>
    public override string ToString() => _text ?? "null";
}
