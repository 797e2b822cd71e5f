using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Json;

namespace Stigmem.Node.Docs;

/// <summary>
/// Writes the OpenAPI 3.1 document from the mapped operations and the wire records, so that it cannot disagree with
/// what the node serves.
/// </summary>
internal sealed class ApiDocument
{
    private const string SchemaRoot = "#/components/schemas/";
    private readonly SortedDictionary<string, JsonNode> _schemas = new(StringComparer.Ordinal);

    private ApiDocument()
    {
    }

    /// <summary>The document of these operations.</summary>
    public static JsonObject Write(IReadOnlyList<Operation> operations) => new ApiDocument().Document(operations);

    private JsonObject Document(IReadOnlyList<Operation> operations)
    {
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(operation => PathOf(operation)).OrderBy(path => path.Key, StringComparer.Ordinal))
            paths[path.Key] = new JsonObject(path.Select(operation => KeyValuePair.Create(operation.Method.ToLowerInvariant(), (JsonNode?)Describe(operation))));
        _schemas["HTTPValidationError"] = JsonNode.Parse(ValidationError)!;
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Stigmem node",
                ["version"] = NodeVersion.Text,
                ["description"] = "Immutable, typed, traceable facts that agents share.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject(_schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value))),
                ["securitySchemes"] = new JsonObject { ["HTTPBearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" } },
            },
        };
    }

    /// <summary><c>{**name}</c> is the router's way to write a parameter with slashes.</summary>
    private static string PathOf(Operation operation) => operation.Pattern.Replace("{**", "{", StringComparison.Ordinal);

    private JsonObject Describe(Operation operation)
    {
        var description = new JsonObject
        {
            ["operationId"] = operation.Id,
            ["tags"] = new JsonArray(operation.Tag),
            ["summary"] = operation.Summary,
        };
        var parameters = new JsonArray([.. PathParameters(operation).Concat(operation.Parameters).Select(parameter => (JsonNode)Describe(parameter))]);
        if (parameters.Count > 0)
            description["parameters"] = parameters;
        if (operation.Body is { } body)
            description["requestBody"] = new JsonObject { ["required"] = !operation.IsBodyOptional, ["content"] = Content("application/json", body) };
        description["responses"] = Responses(operation);
        if (!operation.IsOpen)
            description["security"] = new JsonArray(new JsonObject { ["HTTPBearer"] = new JsonArray() });
        return description;
    }

    private static IEnumerable<Parameter> PathParameters(Operation operation) =>
        from segment in operation.Pattern.Split('/')
        where segment.StartsWith('{')
        select new Parameter(segment.Trim('{', '}', '*'), "string", "", "path", IsRequired: true);

    private static JsonObject Describe(Parameter parameter)
    {
        var described = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.In,
            ["required"] = parameter.IsRequired,
            ["schema"] = new JsonObject { ["type"] = parameter.Type },
        };
        if (parameter.Description.Length > 0)
            described["description"] = parameter.Description;
        return described;
    }

    private JsonObject Responses(Operation operation)
    {
        var success = new JsonObject { ["description"] = "Success" };
        if (operation.Answer is { } answer)
            success["content"] = Content(operation.ContentType, answer);
        else if (operation.Success != 204)
            success["content"] = new JsonObject { [operation.ContentType.Split(';')[0]] = new JsonObject() };
        var responses = new JsonObject { [Text(operation.Success)] = success };
        foreach (var status in operation.Refusals.Concat(operation.IsOpen ? [] : [401, 429]).Distinct().Order())
            responses[Text(status)] = new JsonObject { ["description"] = Meaning(status) };
        if (operation.Body is not null || operation.Parameters.Count > 0 || operation.Pattern.Contains('{', StringComparison.Ordinal))
        {
            responses["422"] = new JsonObject
            {
                ["description"] = "Validation Error",
                ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Reference("HTTPValidationError") } },
            };
        }
        return responses;
    }

    private JsonObject Content(string contentType, Type type) =>
        new() { [contentType.Split(';')[0]] = new JsonObject { ["schema"] = SchemaOf(type) } };

    private JsonObject SchemaOf(Type type)
    {
        var info = StigmemJson.Contracts.GetTypeInfo(type);
        if (info.Kind == JsonTypeInfoKind.Enumerable)
            return new JsonObject { ["type"] = "array", ["items"] = SchemaOf(info.ElementType!) };
        if (!_schemas.ContainsKey(type.Name))
        {
            _schemas[type.Name] = new JsonObject();
            _schemas[type.Name] = Export(info);
        }
        return Reference(type.Name);
    }

    private JsonNode Export(JsonTypeInfo root) => root.GetJsonSchemaAsNode(new JsonSchemaExporterOptions
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, schema) =>
        {
            var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
            if (type == typeof(double))
                return new JsonObject { ["type"] = "number" };
            if (type == typeof(FactValueContent))
                return new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null") };
            if (context.Path.Length > 0 && context.TypeInfo.Kind == JsonTypeInfoKind.Object && type.Namespace!.StartsWith("Stigmem", StringComparison.Ordinal))
                return SchemaOf(type);
            return schema;
        },
    });

    private static JsonObject Reference(string name) => new() { ["$ref"] = SchemaRoot + name };

    private static string Text(int status) => status.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Meaning(int status) =>
        string.Join(" ", FaultCatalog.All.Where(kind => kind.Status == status).Select(kind => kind.Meaning));

    private const string ValidationError =
        """
        {"type":"object","properties":{"detail":{"type":"array","items":{"type":"object","required":["loc","msg","type"],
        "properties":{"type":{"type":"string"},"loc":{"type":"array","items":{"type":["string","integer"]}},
        "msg":{"type":"string"},"input":{},"ctx":{"type":"object"}}}},"code":{"type":"string"},"request_id":{"type":"string"}}}
        """;
}
