using System.Text.Json.Nodes;
using Stigmem.Mcp.Calls;

namespace Stigmem.Mcp.Tools;

/// <summary><c>assert_fact</c>: <c>POST /v1/facts</c>.</summary>
internal sealed class AssertFact : FabricTool
{
    public override string Name => "assert_fact";

    public override string Title => "Assert a fact";

    public override string Description =>
        "Writes one fact that should outlive this conversation: an entity, a relation with a namespace (memory:role), a value, and a source that says who "
        + "claims it. Facts never change; a confidence of 0 takes back what the same source said about the same entity and relation.";

    public override string Properties => $$"""
        {"entity":{"type":"string","description":"What the fact is about, such as user:ada or stigmem://acme.test/user/ada."},
         "relation":{"type":"string","description":"What is said of it, such as memory:role."},
         "value":{{Schema.Value}},
         "source":{"type":"string","description":"Who claims it, such as agent:scout."},
         "confidence":{"type":"number","minimum":0,"maximum":1,"default":1},
         "scope":{{Schema.Scope}},
         "valid_until":{"type":"string","description":"When it ends (ISO 8601)."},
         "write_mode":{"type":"string","default":"assert","description":"summarize_with_provenance for what was derived from facts that this session read."},
         "derived_from":{"type":"array","items":{"type":"string"},"default":[],"description":"Ids of the facts it was derived from."},
         "session_id":{{Schema.Session}}}
        """;

    public override string[] Required => ["entity", "relation", "value", "source"];

    public override string AnswerProperties =>
        """{"id":{"type":"string"},"entity":{"type":"string"},"relation":{"type":"string"},"value":{"type":"object"},"source":{"type":"string"},"timestamp":{"type":"string"},"confidence":{"type":"number"},"scope":{"type":"string"}}""";

    public override bool IsReadOnly => false;

    public override Task<JsonObject> RunAsync(ToolCall call)
    {
        var arguments = call.Arguments;
        var body = new JsonObject
        {
            ["entity"] = arguments.Required("entity"),
            ["relation"] = arguments.Required("relation"),
            ["value"] = arguments.FactValue("value") ?? throw new ToolFailure("value is required"),
            ["source"] = arguments.Required("source"),
            ["confidence"] = arguments.Number("confidence") ?? 1,
            ["scope"] = call.Scope,
            ["write_mode"] = arguments.Text("write_mode") ?? "assert",
            ["derived_from"] = arguments.List("derived_from") ?? [],
        };
        if (arguments.Text("valid_until") is { } end)
            body["valid_until"] = end;
        return call.PostAsync("/v1/facts", body);
    }
}
