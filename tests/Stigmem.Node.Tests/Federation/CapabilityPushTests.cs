using System.Net;
using System.Text.Json.Nodes;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Facts that the holder of a capability token hands over, at a node that did not issue it.</summary>
public sealed class CapabilityPushTests : IAsyncLifetime, IDisposable
{
    private const string Bot = "agent:bot";
    private const string Tokens = "/v1/federation/capability-tokens";
    private readonly Organisation _key = new("https://unused.example", 1);
    private readonly Organisation _other = new("https://other.example", 2);
    private readonly FakeTime _time = new(DateTimeOffset.UtcNow);
    private FederatedNode _issuer = null!;
    private HttpClient _organisation = null!;

    public async Task InitializeAsync()
    {
        _issuer = await FederatedNode.StartAsync(null, ("NODE_PRIVATE_KEY", _key.SeedText), ("MANIFEST_ENTITIES", Bot));
        _organisation = await _issuer.Node.ClientFor(_issuer.Url, "read", "write");
    }

    public async Task DisposeAsync()
    {
        _organisation.Dispose();
        await _issuer.DisposeAsync();
    }

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Theory]
    [InlineData("relaxed")]
    [InlineData("strict")]
    public async Task A_token_of_another_node_lets_its_subject_push_until_it_is_revoked(string mode)
    {
        await using var node = await ReceiverAsync(mode);
        var (token, id) = await IssueAsync();
        var fact = Fact();
        var pushed = await PushAsync(node, token, fact);
        Assert.Equal((HttpStatusCode.Accepted, 1), (pushed.Status, pushed.Json.GetProperty("accepted").GetInt32()));
        Assert.Equal(Bot, (await node.Operator.Fact(fact.Id())).Text("received_from"));
        Assert.Single(await node.Audited("capability_verified"));

        Assert.Equal(HttpStatusCode.OK, (await _organisation.Send("POST", $"{Tokens}/{id}/revoke", """{"reason":"lost"}""")).Status);
        _time.Advance(TimeSpan.FromSeconds(61));
        Refused(await PushAsync(node, token, Fact()), "token_revoked");
        // What is known stays known when the issuer is gone.
        await _issuer.Node.App.StopAsync();
        _time.Advance(TimeSpan.FromSeconds(61));
        Refused(await PushAsync(node, token, Fact()), "token_revoked");
    }

    [Theory]
    [InlineData("relaxed", true)]
    [InlineData("strict", false)]
    public async Task Without_an_answer_of_the_issuer_only_relaxed_nodes_believe(string mode, bool isBelieved)
    {
        await using var node = await ReceiverAsync(mode);
        var (token, _) = await IssueAsync();
        await _issuer.Node.App.StopAsync();
        var pushed = await PushAsync(node, token, Fact());
        Assert.Equal(isBelieved ? HttpStatusCode.Accepted : HttpStatusCode.Unauthorized, pushed.Status);
    }

    /// <summary>F18 and F19: what was changed after signing, is no token, has ended, or comes with nothing at all.</summary>
    [Fact]
    public async Task A_token_that_does_not_hold_is_refused_and_audited()
    {
        await using var node = await ReceiverAsync("relaxed");
        var (read, _) = await IssueAsync(verb: "read");
        var (token, _) = await IssueAsync();
        Refused(await PushAsync(node, read.Replace("\"read\"", "\"write\"", StringComparison.Ordinal), Fact()), "token_invalid");
        foreach (var bad in new[] { "{", "[]", "7", "{}", "null" })
            Refused(await PushAsync(node, bad, Fact()), "malformed");
        var verb = await PushAsync(node, read, Fact());
        Assert.Equal((HttpStatusCode.Forbidden, true), (verb.Status, verb.Detail!.StartsWith("insufficient_capability", StringComparison.Ordinal)));
        _time.Advance(TimeSpan.FromHours(2));
        Refused(await PushAsync(node, token, Fact()), "token_expired");
        Assert.Equal(8, (await node.Audited("capability_rejected")).Count);
        using var nobody = node.Node.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Send("POST", "/v1/federation/facts/push", """{"facts":[]}""")).Status);
    }

    [Theory]
    [InlineData("stigmem://facts/scope:public", "company", Bot, "insufficient_capability: token object does not cover scope")]
    [InlineData("stigmem://facts", "local", Bot, "insufficient_capability: token object does not cover scope")]
    [InlineData("stigmem://gardens", "public", Bot, "insufficient_capability: token object does not cover scope")]
    [InlineData("stigmem://facts", "public", "agent:eve", "source_not_owned")]
    [InlineData("stigmem://facts", "company", Bot, null)]
    public async Task What_the_token_covers(string @object, string scope, string source, string? error)
    {
        await using var node = await ReceiverAsync("relaxed");
        var (token, _) = await IssueAsync(@object: @object);
        var answer = (await PushAsync(node, token, Fact(scope, source))).Json;
        Assert.Equal(error is null ? 1 : 0, answer.GetProperty("accepted").GetInt32());
        Assert.Equal(error is null ? [] : [error], answer.GetProperty("errors").EnumerateArray().Select(one => one.Text("error")!));
    }

    [Fact]
    public async Task The_state_of_a_token_is_told_to_who_knows_its_id()
    {
        var (_, id) = await IssueAsync();
        using var nobody = _issuer.Node.Anonymous();
        Assert.Equal("live", (await nobody.Send("GET", $"{Tokens}/{id}/status"))["status"]);
        await _organisation.Send("POST", $"{Tokens}/{id}/revoke", """{"reason":"lost"}""");
        var revoked = await nobody.Send("GET", $"{Tokens}/{id}/status");
        Assert.Equal(("revoked", "lost"), (revoked["status"], revoked.Json.GetProperty("revocation").Text("reason")));
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Send("GET", $"{Tokens}/{Guid.Empty}/status")).Status);
    }

    /// <summary>A node that takes pushes and knows the issuer's manifest.</summary>
    private async Task<FederatedNode> ReceiverAsync(string mode)
    {
        var node = await FederatedNode.StartAsync(_time, null, ("FEDERATION_PUSH_ENABLED", "true"), ("TRUST_MODE", mode), ("NODE_PRIVATE_KEY", _other.SeedText));
        using var anybody = _issuer.Node.Anonymous();
        var manifest = await anybody.Send("GET", "/.well-known/stigmem-manifest.json");
        var known = await node.Operator.Send("PUT", "/v1/federation/manifest", manifest.Text);
        Assert.True(known.Status == HttpStatusCode.OK, known.Text);
        return node;
    }

    private async Task<(string Token, string Id)> IssueAsync(string verb = "write", string @object = "stigmem://facts/scope:public")
    {
        var issued = await _organisation.Send("POST", Tokens, $$"""{"issuer":"{{_issuer.Url}}","subject":"{{Bot}}","verb":"{{verb}}","object":"{{@object}}"}""");
        Assert.True(issued.Status == HttpStatusCode.Created, issued.Text);
        return (issued["token_json"]!, issued["token_id"]!);
    }

    private static async Task<Http.Answer> PushAsync(FederatedNode node, string token, JsonObject fact)
    {
        using var client = node.Node.Anonymous();
        return await client.Send("POST", "/v1/federation/facts/push", $$"""{"facts":[{{fact.ToJsonString()}}]}""", ("X-Stigmem-Capability", token));
    }

    private static JsonObject Fact(string scope = "public", string source = Bot)
    {
        Assert.True(FactScopes.TryParse(scope, out var parsed));
        var body = new FactBody("user:x", "memory:role", FactValueType.String, "editor", source, 1.0, parsed);
        return new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(),
            ["entity"] = body.Entity,
            ["relation"] = body.Relation,
            ["value"] = new JsonObject { ["type"] = "string", ["v"] = body.ValueText },
            ["source"] = source,
            ["timestamp"] = PeerFacts.Now,
            ["confidence"] = 1.0,
            ["scope"] = scope,
            ["cid"] = ContentId.Of(body).ToString(),
        };
    }

    private static void Refused(Http.Answer answer, string why) =>
        Assert.Equal((HttpStatusCode.Unauthorized, $"capability token invalid: {why}"), (answer.Status, answer.Detail));
}
