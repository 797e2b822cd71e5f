using System.Text.Json.Nodes;
using Stigmem.Mcp.Answers;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>subscribe_scope</c>: polls <c>GET /v1/facts</c>.</summary>
internal sealed class SubscribeScope : FabricTool
{
    public override string Name => "subscribe_scope";

    public override string Title => "Poll a scope";

    public override string Description => "Reads a scope page by page: call it again with the cursor of the answer while has_more is true.";

    public override string Properties => $$"""
        {"scope":{{Schema.Scope}},"cursor":{"type":"string"},"limit":{"type":"integer","minimum":1,"maximum":500},
         "names_only":{{Schema.NamesOnly}},"session_id":{{Schema.Session}}}
        """;

    public override string AnswerProperties => $$"""{"facts":{{Schema.Items}},"cursor":{{Schema.TextOrNull}},"has_more":{"type":"boolean"} }""";

    public override string PagedList => "facts";

    public override string Advice => "go on with cursor, or set names_only.";

    public override async Task<JsonObject> RunAsync(ToolCall call)
    {
        var page = await call.GetAsync(
            "/v1/facts", ("scope", call.Scope), ("cursor", call.Arguments.Text("cursor")), ("limit", call.Arguments.Integer("limit") ?? call.Terms.PollLimit));
        var cursor = page["cursor"]?.DeepClone();
        var answer = new JsonObject { ["facts"] = page["facts"]?.DeepClone() ?? new JsonArray(), ["cursor"] = cursor, ["has_more"] = cursor is not null };
        if (call.NamesOnly)
            Names.OfFacts(answer, "facts");
        return answer;
    }
}
