using System.Net;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>What a session has read it may not feed back as if it were new (facts contract, section 20).</summary>
public sealed class SessionGuardTests
{
    private const string Code = "feedback_loop_provenance_required";

    [Fact]
    public async Task Blocks_a_write_into_a_scope_that_the_session_has_read()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        await client.Say("editor");
        Assert.Single(await client.List("entity=user:x", ("Stigmem-Session", " s1 ")));
        var blocked = await client.Say("author", session: "s1");
        Assert.Equal((HttpStatusCode.Forbidden, Code), (blocked.Status, blocked.Detail));
        var detail = blocked.Json.GetProperty("detail");
        Assert.Equal(("s1", "local"), (detail.Text("session_id"), detail.Text("scope")));
        // A repeat of a stored fact is blocked too: the guard comes before the look-up.
        Assert.Equal(HttpStatusCode.Forbidden, (await client.Say("editor", session: "s1")).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.Say("author", session: "s1", scope: "team")).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.Say("author", session: "s2")).Status);
        Assert.Equal(HttpStatusCode.Created, (await client.Say("reviewer")).Status);
    }

    [Fact]
    public async Task Reading_one_fact_counts_and_an_empty_list_does_not()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var fact = await client.Say("editor", scope: "company");
        Assert.Empty(await client.List("entity=user:nobody", ("Stigmem-Session", "s")));
        Assert.Equal(HttpStatusCode.Created, (await client.Say("one", entity: "user:y", scope: "company", session: "s")).Status);
        await client.Send("GET", $"/v1/facts/{fact["id"]}", null, ("Stigmem-Session", "s"));
        Assert.Equal(Code, (await client.Say("two", entity: "user:y", scope: "company", session: "s")).Detail);
    }

    [Fact]
    public async Task A_summary_that_names_what_it_read_may_pass()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var local = await client.Say("editor");
        var team = await client.Say("editor", scope: "team");
        await client.List("", ("Stigmem-Session", "s"));
        Assert.Equal(Code, (await Summary(client, "")).Detail);
        Assert.Equal(Code, (await Summary(client, ",\"write_mode\":\"summarize_with_provenance\"")).Detail);
        Assert.Equal(Code, (await Summary(client, $$""","write_mode":"assert","derived_from":[{"fact_id":"{{local["id"]}}"}]""")).Detail);
        Assert.Equal(Code, (await Summary(client, $$""","write_mode":"summarize_with_provenance","derived_from":[{"fact_id":"{{Guid.NewGuid()}}"}]""")).Detail);
        Assert.Equal(Code, (await Summary(client, $$""","write_mode":"summarize_with_provenance","derived_from":[{"fact_id":"{{team["id"]}}"}]""")).Detail);
        Assert.Equal(HttpStatusCode.Created, (await Summary(client, $$""","write_mode":"summarize_with_provenance","derived_from":[{"fact_id":"{{local["id"]}}"}]""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await Summary(client, $$""","write_mode":"summarize_with_provenance","derived_from":[{"note":"x"},{"hash":"{{local["cid"]}}"}]""")).Status);
    }

    [Fact]
    public async Task A_fact_that_the_caller_may_not_read_is_no_provenance()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        await ada.NewGarden("g");
        var hidden = await ada.AssertIn("g", "user:x", "secret");
        await bob.Say("open");
        await bob.List("", ("Stigmem-Session", "s"));
        Assert.Equal(Code, (await Summary(bob, $$""","write_mode":"summarize_with_provenance","derived_from":[{"fact_id":"{{hidden["id"]}}","hash":"{{hidden["cid"]}}"}]""")).Detail);
    }

    [Fact]
    public async Task A_strict_node_takes_only_what_the_session_has_read_for_provenance()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("SESSION_CITES_WHAT_IT_READ", "true"), ("SESSION_HOURS", "2")), time);
        using var client = node.Anonymous();
        var read = await client.Say("editor");
        var listed = await client.Say("listed", entity: "user:listed");
        var unread = await client.Say("unread", entity: "user:other");
        await client.Send("GET", $"/v1/facts/{read["id"]}", null, ("Stigmem-Session", "s"));
        await client.List("entity=user:listed", ("Stigmem-Session", "s"));
        await client.List("entity=user:other");
        await client.List("entity=user:other", ("Stigmem-Session", "another"));
        Assert.Equal(Code, (await Cite(unread)).Detail);
        Assert.Equal(HttpStatusCode.Created, (await Cite(read)).Status);
        Assert.Equal(HttpStatusCode.Created, (await Cite(listed)).Status);
        time.Advance(TimeSpan.FromMinutes(90));
        await client.List("entity=user:other", ("Stigmem-Session", "s"));
        time.Advance(TimeSpan.FromMinutes(31));
        // What was read two hours ago is forgotten; what was read since is not.
        Assert.Equal((Code, HttpStatusCode.Created), ((await Cite(listed)).Detail, (await Cite(unread)).Status));

        Task<Http.Answer> Cite(Http.Answer fact) =>
            Summary(client, $$""","write_mode":"summarize_with_provenance","derived_from":[{"fact_id":"{{fact["id"]}}","hash":"{{fact["cid"]}}"}]""");
    }

    [Fact]
    public async Task Belongs_to_one_caller_and_ends_with_its_hours()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["SESSION_HOURS"] = "2" }, time);
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        await ada.Say("editor");
        await ada.List("", ("Stigmem-Session", "s"));
        Assert.Equal(HttpStatusCode.Created, (await bob.Say("bob's", session: "s")).Status);
        time.Advance(TimeSpan.FromMinutes(119));
        Assert.Equal(Code, (await ada.Say("early", session: "s")).Detail);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.Created, (await ada.Say("late", session: "s")).Status);
    }

    [Fact]
    public async Task Survives_a_restart_and_checks_each_item_of_a_batch()
    {
        using var folder = new TempFolder();
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("stigmem.db")))
        {
            using var client = node.Anonymous();
            await client.Say("editor");
            await client.List("", ("Stigmem-Session", "s"));
        }
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("stigmem.db")))
        {
            using var client = node.Anonymous();
            const string item = """{"entity":"user:y","relation":"memory:v","value":{"type":"string","v":"a"},"source":"agent:ada","scope":"SCOPE"}""";
            var batch = await client.Send(
                "POST", "/v1/facts/batch", $$"""{"facts":[{{item.Replace("SCOPE", "local", StringComparison.Ordinal)}},{{item.Replace("SCOPE", "team", StringComparison.Ordinal)}}]}""", ("Stigmem-Session", "s"));
            Assert.Equal(["rejected", "accepted"], batch.Json.GetProperty("results").EnumerateArray().Select(result => result.Text("status")));
            Assert.Equal(Code, batch.Json.GetProperty("results")[0].Text("code"));
        }
    }

    [Theory]
    [InlineData("GET", "/v1/facts", null)]
    [InlineData("GET", "/v1/facts/0190a000-0000-7000-8000-000000000000", null)]
    [InlineData("POST", "/v1/facts", """{"entity":"user:x","relation":"a:b","value":{"type":"null"},"source":"agent:ada"}""")]
    public async Task A_name_of_more_than_128_characters_is_refused(string method, string path, string? body)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal("session_id_too_long", (await client.Send(method, path, body, ("Stigmem-Session", new string('s', 129)))).Detail);
        Assert.NotEqual(HttpStatusCode.BadRequest, (await client.Send(method, path, body, ("Stigmem-Session", new string('s', 128)))).Status);
    }

    private static Task<Http.Answer> Summary(HttpClient client, string more) => client.Say("summary", more: more, entity: "user:z", session: "s");
}
