using System.Text.Json.Nodes;
using Stigmem.Mcp.Answers;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>neighbors</c>: <c>GET /v1/graph/neighbors</c>.</summary>
internal sealed class Neighbors : FabricTool
{
    private const int LargestPage = 200;

    public override string Name => "neighbors";

    public override string Title => "Neighbours of an entity";

    public override string Description => "Follows references from and to one entity, up to three steps.";

    public override string Properties => $$"""
        {"entity":{"type":"string"},"scope":{{Schema.Scope}},
         "depth":{"type":"integer","minimum":1,"maximum":3,"default":1},
         "relation_filter":{"type":"string","description":"A relation, or the start of some with a trailing *."},
         "min_confidence":{"type":"number","minimum":0,"maximum":1},
         "limit":{"type":"integer","minimum":1,"maximum":200,"default":20},
         "cursor":{"type":"string"},
         "names_only":{{Schema.NamesOnly}},
         "session_id":{{Schema.Session}}}
        """;

    public override string[] Required => ["entity"];

    public override string AnswerProperties => $$"""{"entity":{"type":"string"},"depth":{"type":"integer"},"neighbors":{{Schema.Items}},"next_cursor":{{Schema.TextOrNull}}}""";

    public override string PagedList => "neighbors";

    public override string Advice => "go on with next_cursor as cursor, or set names_only.";

    public override async Task<JsonObject> RunAsync(ToolCall call)
    {
        var arguments = call.Arguments;
        var limit = arguments.Integer("limit");
        var page = await call.GetAsync(
            "/v1/graph/neighbors", ("entity", arguments.Required("entity")), ("scope", call.Scope), ("depth", arguments.Integer("depth")),
            ("relation_filter", arguments.Text("relation_filter")), ("min_confidence", arguments.Number("min_confidence")),
            ("page_size", limit > LargestPage ? LargestPage : limit), ("cursor", arguments.Text("cursor")));
        if (call.NamesOnly)
            Names.Only(page, "neighbors", "entity", "relation");
        return page;
    }
}
