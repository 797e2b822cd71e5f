using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Node.Tests.Quarantine;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Boundaries;

/// <summary>A node whose store holds a pair of facts behind every wall, in conflict with each other, and one in the open.</summary>
internal sealed class BoundaryWorld : IAsyncDisposable
{
    /// <summary>An entity that all know; hidden facts lead from it and to it.</summary>
    public const string Hub = "user:hub";

    private readonly List<Canary> _canaries = [];
    private readonly List<string> _conflicts = [];
    private readonly List<HttpClient> _clients = [];
    private readonly List<string> _subscriptions = [];

    private BoundaryWorld(TestNode node) => Node = node;

    public TestNode Node { get; }

    public IReadOnlyList<Canary> Canaries => _canaries;

    /// <summary>Ids of conflicts between hidden facts.</summary>
    public IReadOnlyList<string> Conflicts => _conflicts;

    /// <summary>Ids of subscriptions that were told of the hidden facts.</summary>
    public IReadOnlyList<string> Subscriptions => _subscriptions;

    /// <summary>A fact that everybody may read; it cites every hidden one.</summary>
    public string OpenFact { get; private set; } = "";

    /// <summary>Reads and writes, belongs to no garden, covers all scopes but company.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    /// <summary>The same with admin: sees quarantine and deleted gardens.</summary>
    public HttpClient Chief { get; private set; } = null!;

    /// <summary>May read the admin audit only.</summary>
    public HttpClient Auditor { get; private set; } = null!;

    /// <summary>For each wall somebody who stands behind it.</summary>
    public Dictionary<Wall, HttpClient> Insiders { get; } = [];

    public static async Task<BoundaryWorld> BuildAsync()
    {
        var world = new BoundaryWorld(await TestNode.StartAsync(new Dictionary<string, string> { ["MULTI_TENANT_ENABLED"] = "true" }));
        await world.PeopleAsync();
        foreach (var wall in Enum.GetValues<Wall>())
            await world.HideAsync(wall);
        await world.ShowAsync();
        return world;
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await Node.DisposeAsync();
    }

    private async Task PeopleAsync()
    {
        string[] all = ["local", "team", "company", "public"], narrow = ["local", "team", "public"];
        Stranger = await Person("agent:stranger", narrow, "read", "write", "federate", "instruction:write");
        Chief = await Person("agent:chief", narrow, "read", "write", "admin");
        Auditor = await Person("agent:auditor", all, "audit.read");
        var owner = await Person("agent:owner", all, "read", "write", "admin", "instruction:write");
        foreach (var wall in Enum.GetValues<Wall>())
            Insiders[wall] = owner;
        Insiders[Wall.OtherTenant] = await Person("agent:owner", all, ["read", "write", "admin"], "red");
        await owner.NewGarden("closed");
        await owner.NewGarden("gone");
        await owner.NewGarden("held", quarantine: true);
        foreach (var insider in Insiders.Values.Distinct())
        {
            foreach (var scope in new[] { "local", "company" })
                _subscriptions.Add((await insider.Send("POST", "/v1/subscriptions", $$"""{"target":"{{scope}}","on_change":"stream"}"""))["id"]!);
        }
        await Insiders[Wall.OtherTenant].Send(
            "POST", "/v1/aliases", $$"""{"raw_uri":"user:nickname","canonical_uri":"user:{{Canary.Word(Wall.OtherTenant, "entity")}}"}""");
    }

    private async Task<HttpClient> Person(string entity, string[] scopes, params string[] permissions) => await Person(entity, scopes, permissions, "default");

    private async Task<HttpClient> Person(string entity, string[] scopes, string[] permissions, string tenant)
    {
        var client = await Node.ClientFor(new KeyGrant { EntityUri = entity, Permissions = permissions, Scopes = scopes, Tenant = tenant });
        _clients.Add(client);
        return client;
    }

    private async Task HideAsync(Wall wall)
    {
        var insider = Insiders[wall];
        var first = await SayAsync(wall, "");
        var second = await SayAsync(wall, " too");
        var page = await insider.Send("GET", "/v1/conflicts?limit=500");
        var conflict = page.Json.GetProperty("conflicts").EnumerateArray().Single(one => one.GetProperty("fact_a").Text("id") == second.Id).Text("conflict_id")!;
        _conflicts.Add(conflict);
        if (wall is not (Wall.Pending or Wall.Rejected))
        {
            var note = Canary.Word(wall, "note");
            var resolved = await insider.Send("POST", $"/v1/conflicts/{conflict}/resolve", $$"""{"winning_fact_id":"{{first.Id}}","resolution_note":"{{note}}"}""");
            Assert.Equal(HttpStatusCode.OK, resolved.Status);
            await SayAsync(wall, " again");
        }
        await ConnectAsync(wall, new Canary(wall, "", "", "").Entity, Hub);
        await ConnectAsync(wall, Hub, $"user:{Canary.Word(wall, "value")}");
        foreach (var canary in _canaries.Where(one => one.Wall == wall))
            await PutBehind(wall, canary);
        if (wall == Wall.DeletedGarden)
            Assert.Equal(HttpStatusCode.NoContent, (await insider.Send("DELETE", "/v1/gardens/gone")).Status);
    }

    private Task<Canary> SayAsync(Wall wall, string suffix) =>
        SayAsync(wall, new Canary(wall, "", "", "").Entity, "string", Canary.Word(wall, "value") + suffix);

    private Task<Canary> ConnectAsync(Wall wall, string from, string to) => SayAsync(wall, from, "ref", to);

    private async Task<Canary> SayAsync(Wall wall, string entity, string type, string value)
    {
        var scope = wall == Wall.UncoveredScope ? "company" : "local";
        var garden = wall switch
        {
            Wall.ForeignGarden => "\"stigmem://localhost:8765/garden/closed\"",
            Wall.DeletedGarden => "\"stigmem://localhost:8765/garden/gone\"",
            _ => "null",
        };
        var template = new Canary(wall, "", "", "");
        var body = $$"""
            {"entity":"{{entity}}","relation":"{{template.Relation}}","value":{"type":"{{type}}","v":"{{value}}"},
             "source":"{{template.Source}}","scope":"{{scope}}","garden_id":{{garden}}}
            """;
        var answer = await Insiders[wall].Send("POST", "/v1/facts", body);
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        var canary = new Canary(wall, answer["id"]!, answer["cid"]!, body);
        _canaries.Add(canary);
        return canary;
    }

    private async Task PutBehind(Wall wall, Canary canary)
    {
        if (wall is not (Wall.Pending or Wall.Rejected))
            return;
        var held = (await Insiders[wall].Send("GET", "/v1/gardens/held"))["id"];
        await Node.HoldAsync(canary.Id, held, wall == Wall.Pending ? Canary.Word(wall, "note") : "odd");
        if (wall == Wall.Rejected)
            Assert.Equal(HttpStatusCode.OK, (await Insiders[wall].Send("POST", $"/v1/quarantine/{canary.Id}/reject?reason={Canary.Word(wall, "note")}")).Status);
    }

    private async Task ShowAsync()
    {
        var cited = string.Join(",", _canaries.SelectMany(canary => new[] { $$"""{"fact_id":"{{canary.Id}}"}""", $$"""{"hash":"{{canary.Cid}}"}""" }));
        var answer = await Stranger.AssertFact("user:open", "memory:open", "in the open", "agent:stranger", more: $",\"derived_from\":[{cited}]");
        Assert.Equal(HttpStatusCode.Created, answer.Status);
        OpenFact = answer["id"]!;
        await Stranger.AssertFact("user:open", "memory:open", "in the open too", "agent:stranger");
        await Stranger.Send("POST", "/v1/facts", $$"""{"entity":"{{Hub}}","relation":"memory:knows","value":{"type":"ref","v":"user:seen-from-the-hub"},"source":"agent:stranger"}""");
    }
}
