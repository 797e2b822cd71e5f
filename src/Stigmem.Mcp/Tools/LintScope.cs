using System.Text.Json.Nodes;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>lint_scope</c>: <c>POST /v1/lint</c>.</summary>
internal sealed class LintScope : FabricTool
{
    public override string Name => "lint_scope";

    public override string Title => "Check a scope";

    public override string Description => "Looks for contradictions, facts that end soon, entities without live facts and references to nothing.";

    public override string Properties => $$"""
        {"scope":{{Schema.Scope}},
         "checks":{"type":"array","items":{"type":"string","enum":["contradiction","stale","orphan","broken_ref"]},"description":"Default: all."},
         "entity":{"type":"string"},"relation":{"type":"string"},
         "stale_lookahead_s":{"type":"integer","minimum":0} }
        """;

    public override string AnswerProperties => """{}""";

    public override string Advice => "name an entity, a relation or fewer checks.";

    public override Task<JsonObject> RunAsync(ToolCall call)
    {
        var arguments = call.Arguments;
        var body = new JsonObject { ["scope"] = call.Scope };
        if (arguments.List("checks") is { } checks)
            body["checks"] = checks;
        if (arguments.Text("entity") is { } entity)
            body["entity"] = entity;
        if (arguments.Text("relation") is { } relation)
            body["relation"] = relation;
        if (arguments.Integer("stale_lookahead_s") is { } seconds)
            body["stale_lookahead_s"] = seconds;
        return call.PostAsync("/v1/lint", body, inSession: false);
    }
}
