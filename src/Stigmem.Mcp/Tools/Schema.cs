using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stigmem.Mcp.Tools;

/// <summary>Pieces of JSON schema that several tools share.</summary>
internal static class Schema
{
    public const string Scope = """{"type":"string","enum":["local","team","company","public"],"description":"The scope. Default: the server's, usually company."}""";

    public const string Session = """{"type":"string","description":"Names the session of this call, so that what was read in it cannot be written back unmarked."}""";

    public const string AsOf = """{"type":"string","description":"Answers as things stood at this time (ISO 8601), on a node that offers it. Leave it out for now."}""";

    public const string NamesOnly = """{"type":"boolean","default":false,"description":"Answers with names only: cheap, for looking over much."}""";

    public const string Value = """{"description":"The value: {\"type\":\"string|text|number|boolean|datetime|ref|null\",\"v\":...}, the JSON text of that, or a plain string, number or boolean.","type":["object","string","number","boolean"]}""";

    public const string Items = """{"type":"array","items":{"type":"object"}}""";

    public const string TextOrNull = """{"type":["string","null"]}""";

    /// <summary>The schema of the arguments.</summary>
    public static JsonElement OfArguments(FabricTool tool) => Object(tool.Properties, tool.Required);

    /// <summary>The schema of the answer.</summary>
    public static JsonElement OfAnswer(FabricTool tool) =>
        Object(tool.AnswerProperties, [.. ((JsonObject)JsonNode.Parse(tool.AnswerProperties)!).Select(property => property.Key)]);

    private static JsonElement Object(string properties, string[] required)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = JsonNode.Parse(properties) };
        if (required.Length > 0)
            schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        using var document = JsonDocument.Parse(schema.ToJsonString());
        return document.RootElement.Clone();
    }
}
