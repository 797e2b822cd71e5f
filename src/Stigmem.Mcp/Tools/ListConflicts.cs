using System.Text.Json.Nodes;
using Stigmem.Mcp.Answers;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>list_conflicts</c>: <c>GET /v1/conflicts</c>.</summary>
internal sealed class ListConflicts : FabricTool
{
    public override string Name => "list_conflicts";

    public override string Title => "Open conflicts";

    public override string Description => "Lists facts that say different things about the same entity and relation, both sides with their sources.";

    public override string Properties => $$"""
        {"status":{"type":"string","enum":["unresolved","resolved"],"default":"unresolved"},
         "limit":{"type":"integer","minimum":1,"maximum":500,"default":50},
         "cursor":{"type":"string"},
         "names_only":{{Schema.NamesOnly}},
         "session_id":{{Schema.Session}}}
        """;

    public override string AnswerProperties => $$"""{"conflicts":{{Schema.Items}},"cursor":{{Schema.TextOrNull}},"has_more":{"type":"boolean"} }""";

    public override string PagedList => "conflicts";

    public override string Advice => "go on with cursor, or set names_only.";

    public override async Task<JsonObject> RunAsync(ToolCall call)
    {
        var arguments = call.Arguments;
        var page = await call.GetAsync(
            "/v1/conflicts", ("status", arguments.Text("status") ?? "unresolved"), ("limit", arguments.Integer("limit")), ("cursor", arguments.Text("cursor")));
        if (call.NamesOnly)
            Names.Only(page, "conflicts", "conflict_id", "status", "detected_at");
        return page;
    }
}
