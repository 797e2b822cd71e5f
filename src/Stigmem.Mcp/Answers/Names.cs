using System.Text.Json.Nodes;

namespace Stigmem.Mcp.Answers;

/// <summary>Items with nothing but their names, for looking over much at little cost.</summary>
internal static class Names
{
    /// <summary>Replaces each item of a list by some of its members.</summary>
    public static void Only(JsonObject answer, string list, params string[] members)
    {
        if (answer[list] is JsonArray items)
            answer[list] = new JsonArray([.. items.Select(item => Pick(item, members))]);
    }

    /// <summary>A fact without its value.</summary>
    public static void OfFacts(JsonObject answer, string list) => Only(answer, list, "id", "entity", "relation", "scope");

    private static JsonObject Pick(JsonNode? item, string[] members)
    {
        var source = (item as JsonObject)?["fact"] as JsonObject ?? item as JsonObject;
        return new JsonObject(members.Where(name => source?.ContainsKey(name) == true).Select(name => KeyValuePair.Create(name, source![name]?.DeepClone())));
    }
}
