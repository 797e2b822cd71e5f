using System.Text.Json.Nodes;
using Stigmem.Mcp.Answers;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>synthesize_scope</c>: <c>GET /v1/scopes/{scope}/synthesize</c>.</summary>
internal sealed class SynthesizeScope : FabricTool
{
    public override string Name => "synthesize_scope";

    public override string Title => "Overview of a scope";

    public override string Description => "Answers with the surest facts of a scope and how old, sure and contradicted they are together.";

    public override string Properties => $$"""
        {"scope":{{Schema.Scope}},
         "include_expired":{"type":"boolean","default":false},
         "limit":{"type":"integer","minimum":1,"maximum":1000,"default":200},
         "names_only":{{Schema.NamesOnly}},
         "session_id":{{Schema.Session}}}
        """;

    public override string AnswerProperties => $$"""{"scope":{"type":"string"},"fact_count":{"type":"integer"},"facts":{{Schema.Items}}}""";

    public override string Advice => "set a smaller limit, or names_only.";

    public override async Task<JsonObject> RunAsync(ToolCall call)
    {
        var answer = await call.GetAsync(
            $"/v1/scopes/{Uri.EscapeDataString(call.Scope)}/synthesize", ("include_expired", call.Arguments.Flag("include_expired")), ("limit", call.Arguments.Integer("limit")));
        if (call.NamesOnly)
            Names.OfFacts(answer, "facts");
        return answer;
    }
}
