using System.Text.Json.Nodes;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>memory_health</c>: what the node, the caller's rights and one scope look like.</summary>
internal sealed class MemoryHealth : FabricTool
{
    private const int Enough = 100;
    private const int RouteIsMissing = 404;

    public override string Name => "memory_health";

    public override string Title => "Health of the memory";

    public override string Description =>
        "Tells whose key this is and what it may do, how many conflicts are open, and what lint finds in a scope, as counts. Use it when something is refused or looks stale.";

    public override string Properties => $$"""{"scope":{{Schema.Scope}}}""";

    public override string AnswerProperties =>
        """{"status":{"type":"string","enum":["ok","attention"]},"node":{"type":"object"},"caller":{"type":"object"},"scope":{"type":"string"},"open_conflicts":{"type":"integer"},"more_conflicts":{"type":"boolean"},"lint":{"type":["object","null"]}}""";

    public override async Task<JsonObject> RunAsync(ToolCall call)
    {
        var node = await call.LookAsync("/.well-known/stigmem");
        var caller = await call.LookAsync("/v1/me");
        var conflicts = await call.LookAsync("/v1/conflicts", ("status", "unresolved"), ("limit", Enough));
        var lint = await LintAsync(call);
        var open = (conflicts["conflicts"] as JsonArray)?.Count ?? 0;
        return new JsonObject
        {
            ["status"] = open == 0 && lint is null or { Count: 0 } ? "ok" : "attention",
            ["node"] = Pick(node, "node_id", "node_url", "version", "software", "features"),
            ["caller"] = Pick(caller, "entity_uri", "permissions", "allowed_scopes", "tenant_id"),
            ["scope"] = call.Scope,
            ["open_conflicts"] = open,
            ["more_conflicts"] = conflicts["has_more"]?.GetValue<bool>() ?? false,
            ["lint"] = lint,
        };
    }

    /// <summary>Findings by check; null on a node without the route.</summary>
    private static async Task<JsonObject?> LintAsync(ToolCall call)
    {
        try
        {
            var report = await call.PostAsync("/v1/lint", new JsonObject { ["scope"] = call.Scope }, inSession: false);
            var counts = (report["findings"] as JsonArray ?? []).CountBy(finding => finding?["check"]?.ToString() ?? "unknown");
            return new JsonObject(counts.Select(count => KeyValuePair.Create(count.Key, (JsonNode?)count.Value)));
        }
        catch (ToolFailure failure) when (failure.Status == RouteIsMissing)
        {
            return null;
        }
    }

    private static JsonObject Pick(JsonObject source, params string[] members) =>
        new(members.Where(source.ContainsKey).Select(name => KeyValuePair.Create(name, source[name]?.DeepClone())));
}
