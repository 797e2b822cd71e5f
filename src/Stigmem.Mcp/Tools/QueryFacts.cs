using System.Text.Json.Nodes;
using Stigmem.Mcp.Answers;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>query_facts</c>: <c>GET /v1/facts</c>.</summary>
internal sealed class QueryFacts : FabricTool
{
    private const int DefaultLimit = 50;

    public override string Name => "query_facts";

    public override string Title => "Query facts";

    public override string Description =>
        "Lists facts of one scope by exact entity, relation or source, newest first, in pages. Use recall for questions in words.";

    public override string Properties => $$"""
        {"entity":{"type":"string"},"relation":{"type":"string"},"source":{"type":"string"},"scope":{{Schema.Scope}},
         "min_confidence":{"type":"number","minimum":0,"maximum":1},
         "include_contradicted":{"type":"boolean","default":false},
         "include_expired":{"type":"boolean","default":false},
         "limit":{"type":"integer","minimum":1,"maximum":500,"default":50},
         "cursor":{"type":"string","description":"From the answer before, for the next page."},
         "as_of":{{Schema.AsOf}},
         "names_only":{{Schema.NamesOnly}},
         "session_id":{{Schema.Session}}}
        """;

    public override string AnswerProperties => $$"""{"facts":{{Schema.Items}}}""";

    public override string PagedList => "facts";

    public override string Advice => "go on with cursor, set names_only, or filter by entity or relation.";

    public override async Task<JsonObject> RunAsync(ToolCall call)
    {
        var arguments = call.Arguments;
        var page = await call.GetAsync(
            "/v1/facts", ("entity", arguments.Text("entity")), ("relation", arguments.Text("relation")), ("source", arguments.Text("source")), ("scope", call.Scope),
            ("min_confidence", arguments.Number("min_confidence")), ("include_contradicted", arguments.Flag("include_contradicted") ?? false),
            ("include_expired", arguments.Flag("include_expired") ?? false), ("limit", arguments.Integer("limit") ?? DefaultLimit), ("cursor", arguments.Text("cursor")),
            ("as_of", call.AsOf));
        if (call.NamesOnly)
            Names.OfFacts(page, "facts");
        return page;
    }
}
