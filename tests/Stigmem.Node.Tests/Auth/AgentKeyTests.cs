using System.Net;
using System.Text;
using Stigmem.Core.Signatures;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Auth;

public sealed class AgentKeyTests
{
    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly string PublicKey = Base64Url.Encode(Ed25519.PublicKey(Seed));

    [Fact]
    public async Task Registers_lists_and_revokes()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var first = await ada.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}=","description":"laptop"}""");
        Assert.Equal(HttpStatusCode.Created, first.Status);
        Assert.Equal((PublicKey, "active", "agent:ada", "laptop"), (first["public_key"], first["status"], first["entity_uri"], first["description"]));
        var second = await ada.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}"}""");
        Assert.Equal(HttpStatusCode.NoContent, (await ada.Send("DELETE", $"/v1/auth/agent-keys/{first["id"]}")).Status);
        var again = await ada.Send("DELETE", $"/v1/auth/agent-keys/{first["id"]}");
        Assert.Equal((HttpStatusCode.Conflict, "key is already revoked"), (again.Status, again.Detail));
        var listed = (await ada.Send("GET", "/v1/auth/agent-keys")).Json.EnumerateArray().Select(key => (key.GetProperty("id").GetString(), key.GetProperty("status").GetString()));
        Assert.Equal([(second["id"], "active"), (first["id"], "revoked")], listed);
    }

    [Theory]
    [InlineData("not base64!", "invalid Ed25519 public key: it must be base64url")]
    [InlineData("AAAA", "invalid Ed25519 public key: it must have 32 bytes, not 3")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "invalid Ed25519 public key: anybody could sign under it")]
    public async Task Refuses_bad_keys(string publicKey, string detail)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "write");
        var answer = await ada.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{publicKey}}"}""");
        Assert.Equal((HttpStatusCode.BadRequest, detail), (answer.Status, answer.Detail));
    }

    [Fact]
    public async Task Needs_write_and_belongs_to_its_holder()
    {
        await using var node = await TestNode.StartAsync();
        using var reader = await node.ClientFor("agent:reader", "read");
        using var ada = await node.ClientFor("agent:ada", "write");
        using var admin = await node.ClientFor("user:root", "admin");
        var refused = await reader.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}"}""");
        Assert.Equal((HttpStatusCode.Forbidden, "write permission required"), (refused.Status, refused.Detail));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await reader.Send("POST", "/v1/auth/agent-keys", "{}")).Status);
        var key = await ada.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}"}""");
        var stranger = await reader.Send("DELETE", $"/v1/auth/agent-keys/{key["id"]}");
        Assert.Equal((HttpStatusCode.Forbidden, "cannot revoke another entity's key"), (stranger.Status, stranger.Detail));
        var unknown = await reader.Send("DELETE", $"/v1/auth/agent-keys/{Guid.NewGuid()}");
        Assert.Equal((HttpStatusCode.NotFound, "agent key not found"), (unknown.Status, unknown.Detail));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.Send("DELETE", $"/v1/auth/agent-keys/{key["id"]}")).Status);
    }

    [Fact]
    public async Task A_proof_of_possession_is_checked_when_it_is_given()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["NODE_ID"] = "stigmem:node:acme" });
        using var ada = await node.ClientFor("agent:ada", "write");
        var proof = Base64Url.Encode(Ed25519.Sign(Seed, Encoding.UTF8.GetBytes("stigmem.agent-key.v1\nstigmem:node:acme\nagent:ada")));
        Assert.Equal(HttpStatusCode.Created, (await ada.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}","proof":"{{proof}}"}""")).Status);
        using var eve = await node.ClientFor("agent:eve", "write");
        Assert.Equal(HttpStatusCode.BadRequest, (await eve.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}","proof":"{{proof}}"}""")).Status);
    }

    [Fact]
    public async Task A_node_may_ask_for_the_proof()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AGENT_KEY_PROOF_REQUIRED"] = "true" });
        using var ada = await node.ClientFor("agent:ada", "write");
        var refused = await ada.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}"}""");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.StartsWith("a proof is required", refused.Detail, StringComparison.Ordinal);
        var nodeId = (await ada.Send("GET", "/.well-known/stigmem"))["node_id"];
        var proof = Base64Url.Encode(Ed25519.Sign(Seed, Encoding.UTF8.GetBytes($"stigmem.agent-key.v1\n{nodeId}\nagent:ada")));
        Assert.Equal(HttpStatusCode.Created, (await ada.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}","proof":"{{proof}}"}""")).Status);
    }

    [Fact]
    public async Task An_assert_signed_under_it_is_refused_after_revocation()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write", "audit.read");
        var key = await ada.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{PublicKey}}","description":"laptop"}""");
        var signature = Base64Url.Encode(Ed25519.Sign(Seed, Encoding.UTF8.GetBytes("user:x\nmemory:a\nstring\n1\nagent:ada")));
        var attestation = $$""","attestation":{"key_id":"{{key["id"]}}","signature":"{{signature}}"}""";
        Assert.Equal(HttpStatusCode.Created, (await ada.AssertFact("user:x", "memory:a", "1", "agent:ada", more: attestation)).Status);
        var entry = (await ada.Send("GET", "/v1/audit?attested=true")).Json.GetProperty("entries")[0];
        Assert.Equal(("agent:ada", "laptop"), (entry.GetProperty("attested_key_entity_uri").GetString(), entry.GetProperty("attested_key_description").GetString()));
        await ada.Send("DELETE", $"/v1/auth/agent-keys/{key["id"]}");
        Assert.Equal(HttpStatusCode.BadRequest, (await ada.AssertFact("user:x", "memory:a", "1", "agent:ada", more: attestation)).Status);
        var actions = (await ada.Send("GET", "/v1/admin/audit?event_type=admin_action")).Json.GetProperty("entries").EnumerateArray()
            .Select(line => line.GetProperty("detail_json").GetProperty("action").GetString());
        Assert.Equal(["agent_key_register", "agent_key_revoke"], actions);
    }
}
