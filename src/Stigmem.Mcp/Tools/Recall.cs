using System.Text.Json.Nodes;
using Stigmem.Mcp.Answers;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>recall</c>: <c>POST /v1/recall</c>.</summary>
internal sealed class Recall : FabricTool
{
    private static readonly string[] Channels = ["facts", "content", "instructions"];

    public override string Name => "recall";

    public override string Title => "Recall";

    public override string Description =>
        "Finds the facts that answer a question in words, best first, within a budget of tokens. Use it first, before answering from your own knowledge.";

    public override string Properties => $$"""
        {"query":{"type":"string","minLength":1,"description":"The question, in words."},"scope":{{Schema.Scope}},
         "token_budget":{"type":"integer","minimum":1,"maximum":200000,"description":"Default 4000."},
         "depth":{"type":"integer","minimum":0,"maximum":3,"description":"How far to follow references; 0 follows none. Default 2."},
         "weights":{"type":["object","string"],"description":"Any of lexical, semantic, graph, source_trust, recency, each 0 to 1."},
         "min_confidence":{"type":"number","minimum":0,"maximum":1},
         "include_neighbors":{"type":"boolean"},
         "limit":{"type":"integer","minimum":1,"maximum":500},
         "as_of":{{Schema.AsOf}},
         "names_only":{{Schema.NamesOnly}},
         "session_id":{{Schema.Session}}}
        """;

    public override string[] Required => ["query"];

    public override string AnswerProperties =>
        $$"""{"facts":{{Schema.Items}},"content":{{Schema.Items}},"instructions":{{Schema.Items}},"system_prompt_directive":{"type":"string"} }""";

    public override string Advice => "set a smaller token_budget or limit, or names_only.";

    public override async Task<JsonObject> RunAsync(ToolCall call)
    {
        var answer = await call.PostAsync("/v1/recall", Question(call));
        answer["content"] ??= answer["facts"]?.DeepClone() ?? new JsonArray();
        answer["instructions"] ??= new JsonArray();
        if (call.NamesOnly)
        {
            foreach (var channel in Channels)
                Names.OfFacts(answer, channel);
        }
        answer["system_prompt_directive"] = Directive.Text;
        return answer;
    }

    private static JsonObject Question(ToolCall call)
    {
        var arguments = call.Arguments;
        var depth = arguments.Integer("depth");
        var neighbors = depth == 0 ? false : arguments.Flag("include_neighbors");
        var body = new JsonObject { ["query"] = arguments.Required("query"), ["scope"] = call.Scope };
        Add(body, "token_budget", arguments.Integer("token_budget"));
        Add(body, "depth", depth == 0 ? null : depth);
        Add(body, "limit", arguments.Integer("limit"));
        if (arguments.Object("weights") is { } weights)
            body["weights"] = weights;
        if (arguments.Number("min_confidence") is { } least)
            body["min_confidence"] = least;
        if (neighbors is { } wanted)
            body["include_neighbors"] = wanted;
        if (call.AsOf is { } time)
            body["as_of"] = time;
        return body;
    }

    private static void Add(JsonObject body, string name, long? value)
    {
        if (value is { } number)
            body[name] = number;
    }
}
