using System.Text.Json;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>A parameter as the served document describes it.</summary>
internal sealed record ShapeParameter(string Name, string In, string Type);

/// <summary>An operation as the served document describes it.</summary>
internal sealed record ShapeOperation(string Method, string Path, string Id, IReadOnlyList<ShapeParameter> Parameters, JsonElement? Body);

/// <summary>What the node says it serves: new routes are attacked without a word here.</summary>
internal sealed class ApiShape
{
    private readonly JsonElement _root;

    public ApiShape(JsonElement document)
    {
        _root = document;
        Operations = [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => Operation(path.Name, method)))];
    }

    public IReadOnlyList<ShapeOperation> Operations { get; }

    /// <summary>A schema with its reference followed.</summary>
    public JsonElement Follow(JsonElement schema)
    {
        if (!schema.TryGetProperty("$ref", out var reference))
            return schema;
        var found = _root;
        foreach (var part in reference.GetString()!.TrimStart('#', '/').Split('/'))
            found = found.GetProperty(part);
        return Follow(found);
    }

    private static ShapeOperation Operation(string path, JsonProperty method)
    {
        List<ShapeParameter> parameters = [];
        if (method.Value.TryGetProperty("parameters", out var list))
        {
            foreach (var one in list.EnumerateArray())
                parameters.Add(new ShapeParameter(one.GetProperty("name").GetString()!, one.GetProperty("in").GetString()!, one.GetProperty("schema").GetProperty("type").GetString()!));
        }
        JsonElement? body = method.Value.TryGetProperty("requestBody", out var request)
            ? request.GetProperty("content").GetProperty("application/json").GetProperty("schema")
            : null;
        return new ShapeOperation(method.Name.ToUpperInvariant(), path, method.Value.GetProperty("operationId").GetString()!, parameters, body);
    }
}
