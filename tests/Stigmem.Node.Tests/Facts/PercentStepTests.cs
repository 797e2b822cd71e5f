using System.Net;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Names in the percent-encoded form of the specification, for those who switch it on (decision 0072).</summary>
public sealed class PercentStepTests
{
    private const string Spelled = "stigmem://acme.test/user/Jos%C3%A9";
    private const string Plain = "stigmem://acme.test/user/josé";
    private const string Stored = "stigmem://acme.test/user/jos%C3%A9";
    private static readonly Dictionary<string, string> On = new() { ["ENTITY_PERCENT_STEP"] = "true" };

    [Fact]
    public async Task One_thing_has_one_name_wherever_it_is_named()
    {
        await using var node = await TestNode.StartAsync(On);
        using var admin = await node.ClientFor("user:root", "read", "write", "admin");
        const string rawKey = "a-key-of-at-least-thirty-two-characters-0001";
        var key = await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"{{rawKey}}","entity_uri":"{{Plain}}","permissions":["read","write"]}""");
        Assert.Equal(Stored, key["entity_uri"]);
        using var jose = node.ClientWith(rawKey);
        var first = await jose.Say("editor", Plain, entity: Plain);
        Assert.Equal((Stored, Stored), (first["entity"], first["source"]));
        var second = await jose.Say("editor", Spelled, entity: Spelled);
        Assert.Equal(first["id"], second["id"]);
        foreach (var name in new[] { Plain, Spelled, Stored })
        {
            var query = $"entity={Uri.EscapeDataString(name)}&source={Uri.EscapeDataString(name)}";
            Assert.Equal(["editor"], await jose.Says(query));
            Assert.Equal(Stored, (await jose.Send("GET", $"/v1/entities/resolve?uri={Uri.EscapeDataString(name)}"))["canonical"]);
            Assert.NotEmpty((await jose.Send("GET", $"/v1/audit?source={Uri.EscapeDataString(name)}")).Json.GetProperty("entries").EnumerateArray());
        }
        await jose.NewGarden("g");
        Assert.Equal(HttpStatusCode.Created, (await jose.AssertIn("g", "user:x", "inside")).Status);
        await jose.Admit("g", "stigmem://acme.test/user/%42o b", "reader");
        Assert.Contains("stigmem://acme.test/user/bo-b", (await jose.Send("GET", "/v1/gardens/g/members")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_changes_for_those_who_do_not()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal("stigmem://acme.test/user/jos%c3%a9", (await client.Say("editor", entity: Spelled))["entity"]);
        Assert.Equal(Plain, (await client.Say("editor", entity: Plain))["entity"]);
    }
}
