using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Gardens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Subscriptions;

public sealed class CreateSubscriptionTests
{
    private const string Hook = "http://127.0.0.1:9/hook";

    [Fact]
    public async Task The_record_has_the_members_of_the_reference_and_the_secret_once()
    {
        await using var node = await TestNode.StartAsync(time: new FakeTime());
        using var ada = await node.ClientFor("agent:ada", "read");
        var made = await ada.Subscribe("local", Hook, ""","idempotency_key":"k" """);
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(64, made["secret"]!.Length);
        var expected = $$"""{"id":"{{made["id"]}}","subscriber_identity":"agent:ada","target":"local","target_kind":"scope","on_change":"webhook","delivery_address":"{{Hook}}","idempotency_key":"k","created_at":"2026-03-04T05:06:07+00:00","last_delivered_at":null,"circuit_open":false,"consecutive_failures":0,"event_filter":null,"include_peers":false}""";
        Assert.Equal(expected, (await ada.Send("GET", $"/v1/subscriptions/{made["id"]}")).Text);
        Assert.Equal($$"""{"subscriptions":[{{expected}}],"total":1}""", (await ada.Send("GET", "/v1/subscriptions")).Text);
    }

    [Fact]
    public async Task The_same_key_or_the_same_wish_is_the_same_subscription()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read");
        using var bob = await node.ClientFor("agent:bob", "read");
        var first = await ada.Subscribe("local", Hook, ""","idempotency_key":"k" """);
        var byKey = await ada.Subscribe("team", "http://127.0.0.1:9/other", ""","idempotency_key":"k" """);
        var byWish = await ada.Subscribe("scope:local", Hook);
        Assert.Equal((HttpStatusCode.Created, first["id"]), (byKey.Status, byKey["id"]));
        Assert.Equal((HttpStatusCode.Created, first["id"]), (byWish.Status, byWish["id"]));
        Assert.DoesNotContain("secret", byKey.Text, StringComparison.Ordinal);
        Assert.NotEqual(first["id"], (await ada.Subscribe("local", Hook, ""","event_filter":["fact_retract"]"""))["id"]);
        Assert.NotEqual(first["id"], (await bob.Subscribe("local", Hook, ""","idempotency_key":"k" """))["id"]);
    }

    [Theory]
    [InlineData("User:Alice Smith", "user:alice-smith", "entity")]
    [InlineData("entity:user:bob", "user:bob", "entity")]
    [InlineData("entity:local", "local", "entity")]
    [InlineData("scope:public", "public", "scope")]
    [InlineData("stigmem://localhost:8765/garden/g", "stigmem://localhost:8765/garden/g", "garden")]
    public async Task Targets_are_normalized(string target, string stored, string kind)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await ada.NewGarden("g");
        var made = await ada.Subscribe(target, Hook);
        Assert.Equal((stored, kind), (made["target"], made["target_kind"]));
    }

    [Fact]
    public async Task What_may_not_be_watched_is_refused()
    {
        await using var node = await TestNode.StartAsync();
        using var owner = await node.ClientFor("agent:owner", "read", "write");
        using var narrow = await node.ClientFor(new KeyGrant { EntityUri = "agent:narrow", Permissions = ["read"], Scopes = ["public"] });
        using var writer = await node.ClientFor("agent:writer", "write");
        await owner.NewGarden("closed");
        (await narrow.Subscribe("local", Hook)).Refused(HttpStatusCode.Forbidden, "scope not permitted for this key");
        (await narrow.Subscribe("scope:none", Hook)).Refused(HttpStatusCode.BadRequest, "scope must be one of ['company', 'local', 'public', 'team']");
        (await narrow.Subscribe("stigmem://localhost:8765/garden/closed", Hook)).Refused(HttpStatusCode.Forbidden, "not a member of this garden");
        (await narrow.Subscribe("stigmem://localhost:8765/garden/none", Hook)).Refused(HttpStatusCode.NotFound, "garden not found");
        (await writer.Subscribe("local", Hook)).Refused(HttpStatusCode.Forbidden, "read permission required");
    }

    [Theory]
    [InlineData("""{"on_change":"webhook","delivery_address":"x"}""", "target")]
    [InlineData("""{"target":"local","delivery_address":"x"}""", "on_change")]
    [InlineData("""{"target":"local","on_change":"call","delivery_address":"x"}""", "on_change")]
    [InlineData("""{"target":"local","on_change":"wake"}""", "delivery_address")]
    [InlineData("""{"target":"local","on_change":"wake","delivery_address":""}""", "delivery_address")]
    [InlineData("""{"target":"local","on_change":"stream","event_filter":["card_refreshed"]}""", "event_filter")]
    [InlineData("""{"target":"local","on_change":"stream","event_filter":[]}""", "event_filter")]
    [InlineData("""{"target":"local","on_change":"stream","event_filter":["fact_asserted"]}""", "event_filter")]
    [InlineData("""{"target":"local","on_change":"stream","include_peers":"yes"}""", "include_peers")]
    public async Task Shapes_are_checked(string body, string member)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var answer = await client.Send("POST", "/v1/subscriptions", body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(member, answer.Json.GetProperty("detail")[0].GetProperty("loc")[1].GetString());
    }

    [Theory]
    [InlineData("http://hooks.example/x", false)]
    [InlineData("https://hooks.example/x", true)]
    [InlineData("https://user:pass@hooks.example/x", false)]
    [InlineData("ftp://hooks.example/x", false)]
    [InlineData("not a url", false)]
    [InlineData("http://127.0.0.1:1/x", false)]
    [InlineData("https://127.0.0.1/x", false)]
    [InlineData("https://localhost/x", false)]
    [InlineData("https://a.localhost/x", false)]
    [InlineData("https://2130706433/x", false)]
    [InlineData("https://0x7f.1/x", false)]
    [InlineData("https://[::1]/x", false)]
    [InlineData("https://[::ffff:127.0.0.1]/x", false)]
    [InlineData("https://10.0.0.1/x", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("https://[fd00:ec2::254]/x", false)]
    [InlineData("https://0.0.0.0/x", false)]
    [InlineData("https://9.9.9.9/x", true)]
    public async Task A_public_node_delivers_to_https_at_public_addresses_only(string url, bool isTaken)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["NODE_URL"] = "https://node.example", ["SUBSCRIPTION_DELIVERY"] = "false" });
        using var ada = await node.ClientFor("agent:ada", "read");
        var answer = await ada.Subscribe("local", url);
        Assert.Equal(isTaken ? HttpStatusCode.Created : HttpStatusCode.BadRequest, answer.Status);
        if (!isTaken)
            Assert.Equal("delivery_address_refused", answer.Detail);
    }

    [Theory]
    [InlineData("false", "http://127.0.0.1:1/x", true)]
    [InlineData("false", "http://localhost:1/x", true)]
    [InlineData("false", "http://10.0.0.1/x", false)]
    [InlineData("false", "https://10.0.0.1/x", false)]
    [InlineData("true", "http://10.0.0.1/x", true)]
    [InlineData("true", "http://inside.example/x", true)]
    [InlineData("true", "http://169.254.169.254/x", false)]
    [InlineData("true", "http://[::ffff:169.254.169.254]/x", false)]
    public async Task A_node_of_this_machine_calls_neighbours_and_an_operator_may_open_more(string allowed, string url, bool isTaken)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["SUBSCRIPTION_ALLOW_PRIVATE_TARGETS"] = allowed, ["SUBSCRIPTION_DELIVERY"] = "false" });
        using var ada = await node.ClientFor("agent:ada", "read");
        Assert.Equal(isTaken ? HttpStatusCode.Created : HttpStatusCode.BadRequest, (await ada.Subscribe("local", url)).Status);
    }

    [Fact]
    public async Task Only_its_owner_knows_of_it_and_ends_it()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "admin");
        using var eve = await node.ClientFor("agent:eve", "read", "write", "admin");
        using var auditor = await node.ClientFor("agent:auditor", "audit.read");
        var id = (await ada.Subscribe("local", Hook))["id"];
        foreach (var (method, tail) in new[] { ("GET", ""), ("DELETE", ""), ("GET", "/events"), ("GET", "/stream"), ("POST", "/resume") })
            (await eve.Send(method, $"/v1/subscriptions/{id}{tail}")).Refused(HttpStatusCode.NotFound, "subscription not found");
        Assert.Equal(0, (await eve.Send("GET", "/v1/subscriptions")).Json.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", $"/v1/subscriptions/{id}")).Status);
        (await ada.Send("GET", $"/v1/subscriptions/{id}")).Refused(HttpStatusCode.NotFound, "subscription not found");
        var rows = (await auditor.Send("GET", "/v1/admin/audit?principal=agent:ada")).Json.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(["subscription_create", "subscription_delete"], rows.Select(row => row.Text("event_type")));
        Assert.All(rows, row => Assert.Contains(id!, row.Text("detail"), StringComparison.Ordinal));
        Assert.Contains("127.0.0.1:9", rows[0].Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subscriber_has_so_many_at_most()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["SUBSCRIPTION_MAX_PER_SUBSCRIBER"] = "2" });
        using var ada = await node.ClientFor("agent:ada", "read");
        using var bob = await node.ClientFor("agent:bob", "read");
        await ada.Follow("user:a");
        var second = await ada.Follow("user:b");
        Assert.Equal(HttpStatusCode.Conflict, (await ada.Subscribe("user:c", Hook)).Status);
        Assert.Equal(second, await ada.Follow("user:b"));
        Assert.Equal(HttpStatusCode.Created, (await bob.Subscribe("user:c", Hook)).Status);
        await ada.Send("DELETE", $"/v1/subscriptions/{second}");
        Assert.Equal(HttpStatusCode.Created, (await ada.Subscribe("user:c", Hook)).Status);
    }

    [Fact]
    public async Task A_list_is_newest_first()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read");
        List<string> made = [await ada.Follow("user:a"), await ada.Follow("user:b"), await ada.Follow("user:c")];
        var listed = (await ada.Send("GET", "/v1/subscriptions")).Json.GetProperty("subscriptions").EnumerateArray().Select(one => one.Text("id"));
        Assert.Equal(made.AsEnumerable().Reverse(), listed);
    }
}
