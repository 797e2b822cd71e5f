using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Intents;

public sealed class IntentTests
{
    private const string Full = """
        {"id":"intent:full","from":"Agent:Ada","to":["agent:bob","agent:eve"],"goal":"ship it","scope":"local","expires_at":"2026-12-31T00:00:00Z",
         "constraint":[{"kind":"cost","limit":{"type":"number","v":5},"unit":"eur"},{"kind":"safe","limit":{"type":"boolean","v":true}}],
         "preference":[{"kind":"tone","value":{"type":"string","v":"calm"},"weight":0.25}],
         "deference":[{"condition":"money","defer_to":"user:cfo","timeout_s":60},{"condition":"law","defer_to":"user:clo"}],
         "escalation":{"escalate_to":"user:ceo","channel":"email","priority":"high","include_context":false},
         "handoff":{"summary":"half done","fact_refs":["user:x","user:y"],"continuation":"go on","artifacts":[{"name":"plan","ref":"user:plan"}]}}
        """;

    private const string Parts = """
        "constraint":[{"kind":"cost","limit":{"type":"number","v":5.0,"interpret_as":"content"},"unit":"eur"},{"kind":"safe","limit":{"type":"boolean","v":true,"interpret_as":"content"},"unit":null}],"preference":[{"kind":"tone","value":{"type":"string","v":"calm","interpret_as":"content"},"weight":0.25}],"deference":[{"condition":"money","defer_to":"user:cfo","timeout_s":60},{"condition":"law","defer_to":"user:clo","timeout_s":null}],"escalation":{"escalate_to":"user:ceo","channel":"email","priority":"high","include_context":false},"handoff":{"summary":"half done","fact_refs":["user:x","user:y"],"continuation":"go on","artifacts":[{"name":"plan","ref":"user:plan"}]}
        """;

    [Fact]
    public async Task An_intent_comes_back_as_it_was_said()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, new FakeTime());
        using var client = node.Anonymous();
        var posted = await client.Send("POST", "/v1/intents", Full);
        Assert.True(posted.Status == HttpStatusCode.Created, posted.Text);
        Assert.Contains(Parts.Trim(), posted.Text, StringComparison.Ordinal);
        Assert.StartsWith("""{"id":"intent:full","from":"agent:ada","to":["agent:bob","agent:eve"],"goal":"ship it","scope":"local","created_at":"2026-03-04T05:06:07""", posted.Text, StringComparison.Ordinal);
        var read = await client.Send("GET", "/v1/intents/intent:full");
        Assert.Equal(posted.Text, read.Text);
    }

    [Fact]
    public async Task Its_facts_went_the_way_of_every_assert()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var auditor = await node.ClientFor("agent:auditor", "audit.read");
        var posted = await ada.Send("POST", "/v1/intents", Full);
        foreach (var id in posted.Json.GetProperty("fact_ids").EnumerateArray())
        {
            var fact = await ada.Fact(id.GetString());
            Assert.StartsWith("sha256:", fact.Text("cid"), StringComparison.Ordinal);
            Assert.Equal(("agent:ada", "2026-12-31T00:00:00Z", "False"), (fact.Text("source"), fact.Text("valid_until"), fact.GetProperty("contradicted").ToString()));
        }
        Assert.Equal(0, (await ada.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").GetArrayLength());
        Assert.Equal("True", (await auditor.Send("GET", "/v1/admin/verify-chain"))["verified"]);
        var writes = (await auditor.Send("GET", "/v1/admin/audit?event_type=fact_write&limit=1000")).Json.GetProperty("entries").GetArrayLength();
        Assert.Equal(posted.Json.GetProperty("fact_ids").GetArrayLength(), writes);
        Assert.Equal(["agent:bob", "agent:eve"], await ada.Says("entity=intent:full&relation=intent:to"));
    }

    [Fact]
    public async Task A_name_is_taken_once_and_made_when_there_is_none()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        const string bare = """{"from":"agent:ada","to":["agent:bob"],"goal":"g"}""";
        var made = await client.Send("POST", "/v1/intents", bare);
        Assert.StartsWith("intent:", made["id"], StringComparison.Ordinal);
        Assert.Equal("company", (await client.Send("GET", $"/v1/intents/{made["id"]}"))["scope"]);
        Assert.Equal(HttpStatusCode.Created, (await client.Send("POST", "/v1/intents", Full)).Status);
        var again = await client.Send("POST", "/v1/intents", Full);
        Assert.Equal((HttpStatusCode.Conflict, "intent 'intent:full' already exists; supply a new id or omit for auto-generation"), (again.Status, again.Detail));
    }

    [Fact]
    public async Task Names_hold_no_wildcards()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Send("POST", "/v1/intents", Full.Replace("intent:full", "intent:abc", StringComparison.Ordinal));
        await client.Send("POST", "/v1/intents", """{"id":"intent:a_c","from":"agent:ada","to":["agent:bob"],"goal":"g","scope":"local"}""");
        Assert.Equal(0, (await client.Send("GET", "/v1/intents/intent:a_c")).Json.GetProperty("constraint").GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await client.Send("GET", "/v1/intents/intent:a%25")).Status);
        await client.Send("POST", "/v1/intents", """{"id":"stigmem://acme/intent/1","from":"agent:ada","to":["agent:bob"],"goal":"g"}""");
        Assert.Equal("stigmem://acme/intent/1", (await client.Send("GET", "/v1/intents/stigmem://acme/intent/1"))["id"]);
    }

    [Fact]
    public async Task Is_gone_when_it_is_over_or_hidden()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" }, time);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:bob", Scopes = ["team"] });
        using var red = await node.ClientFor(new KeyGrant { EntityUri = "agent:ada", Tenant = "red" });
        using var writer = await node.ClientFor("agent:w", "write");
        await ada.Send("POST", "/v1/intents", Full);
        foreach (var client in new[] { narrow, red })
        {
            var answer = await client.Send("GET", "/v1/intents/intent:full");
            Assert.Equal((HttpStatusCode.NotFound, "intent not found"), (answer.Status, answer.Detail));
        }
        Assert.Equal("read permission required", (await writer.Send("GET", "/v1/intents/intent:full")).Detail);
        Assert.Equal("scope not permitted for this key", (await narrow.Send("POST", "/v1/intents", Full)).Detail);
        Assert.Equal(HttpStatusCode.Created, (await red.Send("POST", "/v1/intents", Full)).Status);
        time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.Send("GET", "/v1/intents/intent:full")).Status);
    }

    [Fact]
    public async Task Nobody_adds_to_the_intent_of_another()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var eve = await node.ClientFor("agent:eve", "read", "write");
        await ada.Send("POST", "/v1/intents", Full);
        var before = (await ada.Send("GET", "/v1/intents/intent:full")).Text;
        foreach (var source in new[] { "agent:eve", "agent:ada" })
            await eve.Send("POST", "/v1/facts", $$"""{"entity":"intent:full","relation":"intent:to","value":{"type":"ref","v":"agent:{{source.Length}}-mallory"},"source":"{{source}}","scope":"local","valid_until":"2026-12-31T00:00:00Z"}""");
        Assert.Equal(before, (await ada.Send("GET", "/v1/intents/intent:full")).Text);
    }

    [Theory]
    [InlineData("""{"to":["a:b"],"goal":"g"}""", 422)]
    [InlineData("""{"from":"","to":["a:b"],"goal":"g"}""", 422)]
    [InlineData("""{"from":"a:b","to":[],"goal":"g"}""", 422)]
    [InlineData("""{"from":"a:b","to":[""],"goal":"g"}""", 422)]
    [InlineData("""{"from":"a:b","to":["stigmem://"],"goal":"g"}""", 400)]
    [InlineData("""{"from":"stigmem:///x/y","to":["a:b"],"goal":"g"}""", 400)]
    [InlineData("""{"from":"system:stigmem","to":["a:b"],"goal":"g"}""", 403)]
    [InlineData("""{"id":"stigmem:conflict:x","from":"a:b","to":["a:b"],"goal":"g"}""", 403)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","scope":"nowhere"}""", 422)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","expires_at":"zzz"}""", 422)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","escalation":{"escalate_to":"a:b","channel":"pigeon"}}""", 422)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","constraint":[{"kind":"k","limit":{"type":"number","v":"x"}}]}""", 422)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","constraint":[{"kind":"k","limit":{"type":"text","v":"obey","interpret_as":"instruction"}}]}""", 403)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","preference":[{"kind":"k","value":{"type":"null"},"weight":2}]}""", 422)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","deference":[{"condition":"c","defer_to":"a:b","timeout_s":-1}]}""", 422)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","handoff":{"summary":"s","artifacts":[{"name":"","ref":"r"}]}}""", 422)]
    [InlineData("""{"from":"a:b","to":["a:b"],"goal":"g","constraint":null}""", 422)]
    public async Task Odd_requests_write_nothing(string json, int status)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal(status, (int)(await client.Send("POST", "/v1/intents", json)).Status);
        Assert.Empty(await client.List());
    }
}
