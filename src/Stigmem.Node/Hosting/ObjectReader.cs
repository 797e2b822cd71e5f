using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Stigmem.Node.Hosting;

/// <summary>Reads the members of one JSON object and reports each problem in the contract's list form.</summary>
/// <remarks>Unknown members are ignored. A reader that found a problem returns a harmless value and goes on.</remarks>
internal readonly struct ObjectReader
{
    private readonly JsonElement _object;
    private readonly object[] _path;

    public ObjectReader(JsonElement element, ShapeErrors errors, params object[] path)
    {
        Errors = errors;
        _path = path;
        if (element.ValueKind == JsonValueKind.Object)
            _object = element;
        else
            errors.Add("model_attributes_type", path, "Input should be a valid dictionary or object to extract fields from", ShapeErrors.Input(element));
    }

    public ShapeErrors Errors { get; }

    public bool IsObject => _object.ValueKind == JsonValueKind.Object;

    public object[] At(string name) => [.. _path, name];

    public bool TryGet(string name, out JsonElement element)
    {
        element = default;
        return IsObject && _object.TryGetProperty(name, out element);
    }

    public string RequiredText(string name, int least = 0, int most = int.MaxValue)
    {
        if (TryGet(name, out var element))
            return Text(name, element, least, most);
        Missing(name);
        return "";
    }

    /// <summary>A text that may be absent or null.</summary>
    public string? OptionalText(string name) =>
        TryGet(name, out var element) && element.ValueKind != JsonValueKind.Null ? Text(name, element, 0, int.MaxValue) : null;

    /// <summary>A text with a default, for which null is a mistake.</summary>
    public string Text(string name, string byDefault) =>
        TryGet(name, out var element) ? Text(name, element, 0, int.MaxValue) : byDefault;

    public double Number(string name, double byDefault, double least, double most)
    {
        if (!TryGet(name, out var element))
            return byDefault;
        if (!TryNumber(element, out var number))
        {
            Errors.Add("float_parsing", At(name), "Input should be a valid number, unable to parse string as a number", ShapeErrors.Input(element));
            return byDefault;
        }
        if (number < least)
            Errors.BelowLeast(At(name), least, isFloat: true, ShapeErrors.Input(element));
        else if (number > most)
            Errors.AboveMost(At(name), most, isFloat: true, ShapeErrors.Input(element));
        return number;
    }

    /// <summary>An integer; a number without fraction and a text of one are taken as well.</summary>
    public long Integer(string name, long byDefault, long least, long most) => TryGet(name, out var element) ? Integer(name, element, byDefault, least, most) : byDefault;

    /// <summary>An integer that may be absent or null.</summary>
    public long? OptionalInteger(string name, long least, long most) =>
        TryGet(name, out var element) && element.ValueKind != JsonValueKind.Null ? Integer(name, element, least, least, most) : null;

    /// <summary>A number that may be absent or null.</summary>
    public double? OptionalNumber(string name, double least, double most) =>
        TryGet(name, out var element) && element.ValueKind != JsonValueKind.Null ? Number(name, least, least, most) : null;

    public bool Flag(string name, bool byDefault)
    {
        if (!TryGet(name, out var element))
            return byDefault;
        switch (element.ValueKind)
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Errors.Add("bool_parsing", At(name), "Input should be a valid boolean", ShapeErrors.Input(element));
                return byDefault;
        }
    }

    /// <summary>A list of texts; absent is the default, null a mistake.</summary>
    public IReadOnlyList<string> Texts(string name, IReadOnlyList<string> byDefault)
    {
        if (!TryGet(name, out var element))
            return byDefault;
        List<string> texts = [];
        foreach (var (item, i) in Items(name, element))
        {
            if (TryText(item, out var text))
                texts.Add(text);
            else
                Errors.Add("string_type", [.. At(name), i], "Input should be a valid string", ShapeErrors.Input(item));
        }
        return texts;
    }

    /// <summary>A list of JSON objects; absent is empty, null a mistake.</summary>
    public IReadOnlyList<JsonElement> Objects(string name)
    {
        if (!TryGet(name, out var element))
            return [];
        List<JsonElement> objects = [];
        foreach (var (item, i) in Items(name, element))
        {
            if (item.ValueKind == JsonValueKind.Object)
                objects.Add(item);
            else
                Errors.Add("dict_type", [.. At(name), i], "Input should be a valid dictionary", ShapeErrors.Input(item));
        }
        return objects;
    }

    public void Missing(string name) => Errors.Missing(At(name), IsObject ? ShapeErrors.Input(_object) : "null");

    /// <summary>The text of a JSON string; false for another kind or for lone surrogates and broken UTF-8.</summary>
    public static bool TryText(JsonElement element, [NotNullWhen(true)] out string? text)
    {
        text = null;
        if (element.ValueKind != JsonValueKind.String)
            return false;
        try
        {
            text = element.GetString();
            return text is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private IEnumerable<(JsonElement Item, int Index)> Items(string name, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select((item, i) => (item, i));
        Errors.Add("list_type", At(name), "Input should be a valid list", ShapeErrors.Input(element));
        return [];
    }

    private long Integer(string name, JsonElement element, long byDefault, long least, long most)
    {
        if (!TryNumber(element, out var number) || number != Math.Floor(number) || Math.Abs(number) > 1e15)
        {
            Errors.Add("int_parsing", At(name), "Input should be a valid integer", ShapeErrors.Input(element));
            return byDefault;
        }
        if (number < least)
            Errors.BelowLeast(At(name), least, isFloat: false, ShapeErrors.Input(element));
        else if (number > most)
            Errors.AboveMost(At(name), most, isFloat: false, ShapeErrors.Input(element));
        return (long)number;
    }

    private string Text(string name, JsonElement element, int least, int most)
    {
        if (!TryText(element, out var text))
        {
            Errors.Add("string_type", At(name), "Input should be a valid string", ShapeErrors.Input(element));
            return "";
        }
        if (text.Length < least)
            Errors.TooShort(At(name), least, ShapeErrors.Input(element));
        else if (text.Length > most)
            Errors.TooLong(At(name), most, ShapeErrors.Input(element));
        return text;
    }

    private static bool TryNumber(JsonElement element, out double number)
    {
        number = 0;
        var parsed = element.ValueKind switch
        {
            JsonValueKind.Number => element.TryGetDouble(out number),
            JsonValueKind.True => (number = 1) == 1,
            JsonValueKind.False => true,
            JsonValueKind.String => TryText(element, out var text)
                && double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out number),
            _ => false,
        };
        return parsed && double.IsFinite(number);
    }
}
