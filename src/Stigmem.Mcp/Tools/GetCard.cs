using System.Text.Json.Nodes;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>get_card</c>: <c>GET /v1/cards/{entity}</c>.</summary>
internal sealed class GetCard : FabricTool
{
    public override string Name => "get_card";

    public override string Title => "Summary of an entity";

    public override string Description => "Answers with a short summary of what is known about one entity in a scope.";

    public override string Properties => $$"""
        {"entity":{"type":"string"},"scope":{{Schema.Scope}},
         "refresh":{"type":"boolean","default":false,"description":"Builds the summary anew."},
         "session_id":{{Schema.Session}}}
        """;

    public override string[] Required => ["entity"];

    public override string AnswerProperties => """{"entity_uri":{"type":"string"},"scope":{"type":"string"},"summary":{"type":"string"}}""";

    public override Task<JsonObject> RunAsync(ToolCall call) => call.GetAsync(
        $"/v1/cards/{Uri.EscapeDataString(call.Arguments.Required("entity"))}", ("scope", call.Scope), ("refresh", call.Arguments.Flag("refresh")));
}
