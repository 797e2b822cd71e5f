using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stigmem.Node.Tests.Conformance;

/// <summary>
/// An operation as the reference publishes it: the facts of its document, one operation a line in
/// <c>published.json</c>, without titles and texts.
/// </summary>
internal sealed record Published(string Method, string Path, string OperationId, int Success, IReadOnlyList<JsonElement> Parameters, JsonElement? Request, JsonElement? Answer)
{
    public static IReadOnlyList<Published> All { get; } = Load();

    /// <summary>Its query parameters.</summary>
    public IEnumerable<JsonElement> Query => Parameters.Where(parameter => parameter.GetProperty("in").GetString() == "query");

    /// <summary>Names of a schema's members.</summary>
    public static IEnumerable<(string Name, JsonElement Shape)> Members(JsonElement? schema) =>
        schema is { } one && one.TryGetProperty("properties", out var properties) ? properties.EnumerateObject().Select(property => (property.Name, property.Value)) : [];

    /// <summary>What is wrong with a value by a shape, or null.</summary>
    public static string? Fault(JsonElement value, JsonElement shape, string at)
    {
        if (shape.TryGetProperty("types", out var types) && !types.EnumerateArray().Any(type => Is(value, type.GetString()!)))
            return $"{at} is {value.GetRawText()}, not {types.GetRawText()}";
        if (value.ValueKind == JsonValueKind.Array && shape.TryGetProperty("items", out var items))
            return value.EnumerateArray().Select((item, i) => Fault(item, items, $"{at}[{i}]")).FirstOrDefault(fault => fault is not null);
        if (value.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var (name, member) in Members(shape))
        {
            if (!value.TryGetProperty(name, out var inner))
                return $"{at}.{name} is missing";
            if (Fault(inner, member, $"{at}.{name}") is { } fault)
                return fault;
        }
        return null;
    }

    /// <summary>Values that a shape forbids, as JSON.</summary>
    public static IEnumerable<string> Forbidden(JsonElement shape)
    {
        if (shape.TryGetProperty("minimum", out var least))
            yield return JsonValue.Create(least.GetDouble() - 1).ToJsonString();
        if (shape.TryGetProperty("maximum", out var most))
            yield return JsonValue.Create(most.GetDouble() + 1).ToJsonString();
        if (shape.TryGetProperty("minLength", out var shortest))
            yield return $"\"{new string('a', shortest.GetInt32() - 1)}\"";
        if (shape.TryGetProperty("maxLength", out var longest))
            yield return $"\"{new string('a', longest.GetInt32() + 1)}\"";
        var types = shape.TryGetProperty("types", out var list) ? list.EnumerateArray().Select(type => type.GetString()).ToList() : [];
        if (types.Count > 0 && !types.Contains("string"))
            yield return "\"odd\"";
        if (types.Count > 0 && !types.Contains("null"))
            yield return "null";
        if (types.Count > 0 && !types.Contains("array"))
            yield return "[[]]";
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        _ => value.ValueKind == JsonValueKind.Null,
    };

    private static IReadOnlyList<Published> Load()
    {
        var file = System.IO.Path.Combine(AppContext.BaseDirectory, "Conformance", "published.json");
        return
        [
            .. JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray().Select(one => new Published(
                one.GetProperty("method").GetString()!, one.GetProperty("path").GetString()!, one.GetProperty("operationId").GetString()!,
                one.GetProperty("success").GetInt32(), [.. one.GetProperty("parameters").EnumerateArray()], Optional(one, "request"), Optional(one, "answer"))),
        ];
    }

    private static JsonElement? Optional(JsonElement one, string name) => one.TryGetProperty(name, out var found) ? found : null;
}
