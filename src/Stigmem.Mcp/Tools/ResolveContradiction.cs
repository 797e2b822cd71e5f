using System.Text.Json.Nodes;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>resolve_contradiction</c>: <c>POST /v1/conflicts/{id}/resolve</c>.</summary>
internal sealed class ResolveContradiction : FabricTool
{
    public override string Name => "resolve_contradiction";

    public override string Title => "Resolve a contradiction";

    public override string Description =>
        "Settles an open conflict for everybody: name the fact that is right, or give a new value. The losing fact stops being preferred. Ask a person first unless you are sure.";

    public override string Properties => $$"""
        {"conflict_id":{"type":"string","description":"stigmem:conflict:<uuid>, from list_conflicts."},
         "winning_fact_id":{"type":"string"},
         "resolution_note":{"type":"string","default":""},
         "new_value":{{Schema.Value}}}
        """;

    public override string[] Required => ["conflict_id"];

    public override string AnswerProperties => """{"conflict_status":{"type":"string"}}""";

    public override bool IsReadOnly => false;

    public override bool IsDestructive => true;

    public override Task<JsonObject> RunAsync(ToolCall call)
    {
        var arguments = call.Arguments;
        var body = new JsonObject { ["resolution_note"] = arguments.Text("resolution_note") ?? "" };
        if (arguments.Text("winning_fact_id") is { } winner)
            body["winning_fact_id"] = winner;
        if (arguments.FactValue("new_value") is { } value)
            body["new_value"] = value;
        return call.PostAsync($"/v1/conflicts/{Uri.EscapeDataString(arguments.Required("conflict_id"))}/resolve", body, inSession: false);
    }
}
