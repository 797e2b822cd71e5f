using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stigmem.Mcp.Calls;

/// <summary>
/// The arguments of a call. Models write numbers as texts and objects as JSON within a text; both are taken, by the rules
/// that JavaScript has for it, which existing hosts rely on: a flag is true unless it is false, 0, empty or null.
/// </summary>
internal sealed class ToolArguments(IEnumerable<KeyValuePair<string, JsonElement>> values)
{
    private readonly Dictionary<string, JsonElement> _values = values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);

    /// <summary>Replaces an argument.</summary>
    public void Set(string name, int value)
    {
        using var document = JsonDocument.Parse(value.ToString(CultureInfo.InvariantCulture));
        _values[name] = document.RootElement.Clone();
    }

    /// <summary>A text that must be there.</summary>
    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw new ToolFailure($"{name} is required");

    /// <summary>A text, or null.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? throw new ToolFailure($"{name} must be a string") : AsText(name, value);
    }

    /// <summary>A number, or null.</summary>
    public double? Number(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.GetDouble(),
            JsonValueKind.True => 1,
            JsonValueKind.False => 0,
            JsonValueKind.String => Parse(name, AsText(name, value)),
            _ => throw NoNumber(name),
        };
    }

    /// <summary>An integer, or null.</summary>
    public long? Integer(string name) => Number(name) is not { } number ? null
        : double.IsInteger(number) && Math.Abs(number) < 1L << 53 ? (long)number : throw new ToolFailure($"{name} must be an integer");

    /// <summary>Yes or no.</summary>
    public bool? Flag(string name) => Find(name) is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => AsText(name, value).Length > 0,
        _ => true,
    };

    /// <summary>An object, or null.</summary>
    public JsonObject? Object(string name) => Nested(name) switch
    {
        null => null,
        JsonObject found => found,
        _ => throw new ToolFailure($"{name} must be an object or the JSON text of one"),
    };

    /// <summary>A list, or null.</summary>
    public JsonArray? List(string name) => Nested(name) switch
    {
        null => null,
        JsonArray found => found,
        _ => throw new ToolFailure($"{name} must be a list or the JSON text of one"),
    };

    /// <summary>The value of a fact; plain texts, numbers and truths get the type that they have.</summary>
    public JsonObject? FactValue(string name)
    {
        if (Find(name) is not { } value)
            return null;
        var form = value.ValueKind switch
        {
            JsonValueKind.Number => new JsonObject { ["type"] = "number", ["v"] = JsonNode.Parse(value.GetRawText()) },
            JsonValueKind.True or JsonValueKind.False => new JsonObject { ["type"] = "boolean", ["v"] = value.GetBoolean() },
            JsonValueKind.String when Embedded(AsText(name, value)) is not JsonObject => new JsonObject { ["type"] = "string", ["v"] = AsText(name, value) },
            _ => Object(name)!,
        };
        return form["type"] is JsonValue type && type.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "null"
            ? new JsonObject { ["type"] = "null" }
            : form;
    }

    private JsonElement? Find(string name) =>
        _values.TryGetValue(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    private JsonNode? Nested(string name)
    {
        if (Find(name) is not { } value)
            return null;
        return value.ValueKind == JsonValueKind.String ? Embedded(AsText(name, value)) ?? JsonValue.Create(false) : JsonNode.Parse(value.GetRawText());
    }

    private static JsonNode? Embedded(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string AsText(string name, JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }
        catch (InvalidOperationException)
        {
            throw new ToolFailure($"{name} is not valid Unicode");
        }
    }

    private static double Parse(string name, string text) =>
        text.AsSpan().Trim().IsEmpty ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : throw NoNumber(name);

    private static ToolFailure NoNumber(string name) => new($"{name} must be a number");
}
