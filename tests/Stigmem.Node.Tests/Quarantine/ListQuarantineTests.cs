using System.Net;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Quarantine;

public sealed class ListQuarantineTests
{
    [Fact]
    public async Task Lists_what_is_held_newest_first_with_an_exact_total()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        using var anyone = node.Anonymous();
        var garden = await anyone.NewGarden("held", quarantine: true);
        var other = await anyone.NewGarden("other", quarantine: true);
        List<string> ids = [];
        foreach (var i in Enumerable.Range(0, 5))
        {
            ids.Add((await anyone.AssertFact($"user:{i}", "memory:note", "odd", "agent:ada"))["id"]!);
            await node.HoldAsync(ids[i], i == 4 ? other["id"] : garden["id"]);
        }
        await anyone.Send("POST", $"/v1/quarantine/{ids[0]}/admit");
        await anyone.Send("POST", $"/v1/quarantine/{ids[1]}/reject");

        var all = await anyone.Send("GET", "/v1/quarantine");
        Assert.Equal([ids[4], ids[3], ids[2], ids[1], ids[0]], Ids(all));
        Assert.Equal("5", all["total"]);
        var item = all.Json.GetProperty("items")[1];
        Assert.Equal(
            [
                "fact_id", "entity", "relation", "source", "quarantine_status", "quarantine_garden_id", "quarantine_reason", "quarantine_acted_by",
                "quarantine_acted_at", "source_trust", "received_from", "timestamp",
            ],
            item.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("user:3", "pending", garden["id"], "trust_below_threshold", "", ""), (
            item.GetProperty("entity").GetString(), item.GetProperty("quarantine_status").GetString(), item.GetProperty("quarantine_garden_id").GetString(),
            item.GetProperty("quarantine_reason").GetString(), item.GetProperty("quarantine_acted_by").ToString(), item.GetProperty("quarantine_acted_at").ToString()));
        Assert.Equal(0.22, item.GetProperty("source_trust").GetDouble(), 6);

        Assert.Equal([ids[3], ids[2]], Ids(await anyone.Send("GET", "/v1/quarantine?garden_id=held&quarantine_status=pending")));
        Assert.Equal([ids[4]], Ids(await anyone.Send("GET", $"/v1/quarantine?garden_id={other["id"]}")));
        Assert.Equal([ids[1]], Ids(await anyone.Send("GET", "/v1/quarantine?quarantine_status=rejected")));
        var page = await anyone.Send("GET", "/v1/quarantine?limit=2&offset=1");
        Assert.Equal([ids[3], ids[2]], Ids(page));
        Assert.Equal("5", page["total"]);
        var none = await anyone.Send("GET", "/v1/quarantine?quarantine_status=lost");
        Assert.Equal("""{"items":[],"total":0}""", none.Text);
        (await anyone.Send("GET", "/v1/quarantine?garden_id=nowhere")).Refused(HttpStatusCode.NotFound, "quarantine garden not found");
        foreach (var query in new[] { "limit=0", "limit=1001", "offset=-1", "limit=x" })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await anyone.Send("GET", $"/v1/quarantine?{query}")).Status);
    }

    [Fact]
    public async Task Shows_each_caller_what_it_may_know()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var judge = await node.ClientFor("agent:judge", "read", "write");
        using var guest = await node.ClientFor("agent:guest", "read");
        using var stranger = await node.ClientFor("agent:stranger", "read", "write");
        using var chief = await node.ClientFor("agent:chief", "read", "admin");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:judge", Scopes = ["team"] });
        using var mute = await node.ClientFor("agent:mute", "write");
        var garden = await ada.NewGarden("held", quarantine: true);
        await ada.Admit("held", "agent:judge", "quarantine:moderator");
        await ada.Admit("held", "agent:guest", "reader");
        await stranger.NewGarden("private");
        var open = (await stranger.AssertFact("user:open", "memory:note", "odd", "agent:x"))["id"]!;
        var home = (await stranger.AssertIn("private", "user:home", "odd"))["id"]!;
        var bad = (await stranger.AssertFact("user:bad", "memory:note", "odd", "agent:x"))["id"]!;
        var homeless = (await stranger.AssertFact("user:homeless", "memory:note", "odd", "agent:x"))["id"]!;
        foreach (var id in new[] { open, home, bad })
            await node.HoldAsync(id, garden["id"]);
        await node.HoldAsync(homeless, null);
        await judge.Send("POST", $"/v1/quarantine/{bad}/reject");

        Assert.Equal([homeless, bad, home, open], Ids(await chief.Send("GET", "/v1/quarantine")));
        Assert.Equal([bad, home, open], Ids(await judge.Send("GET", "/v1/quarantine")));
        Assert.Equal([open], Ids(await guest.Send("GET", "/v1/quarantine")));
        Assert.Empty(Ids(await stranger.Send("GET", "/v1/quarantine")));
        Assert.Empty(Ids(await narrow.Send("GET", "/v1/quarantine")));
        (await stranger.Send("GET", "/v1/quarantine?garden_id=held")).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
        (await mute.Send("GET", "/v1/quarantine")).Refused(HttpStatusCode.Forbidden, "read permission required");
    }

    private static IEnumerable<string> Ids(Http.Answer answer) =>
        answer.Json.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("fact_id").GetString()!);
}
