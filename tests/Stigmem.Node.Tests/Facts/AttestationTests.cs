using System.Net;
using System.Text;
using Stigmem.Core.Signatures;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Asserts that an agent has signed (facts contract, section 9, step 5).</summary>
public sealed class AttestationTests
{
    [Theory]
    [InlineData("string", "\"editor\"", "editor")]
    [InlineData("text", "\"über\\n\"", "über\n")]
    [InlineData("number", "42", "42")]
    [InlineData("number", "42", "42.0")]
    [InlineData("number", "\"7.50\"", "7.50")]
    [InlineData("boolean", "true", "true")]
    [InlineData("null", "null", "null")]
    public async Task A_signature_over_what_was_sent_names_its_key(string type, string v, string signed)
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var signer = new Ed25519Signer(Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef"));
        var key = await Register(ada, signer);
        // The raw strings of the request are signed, before names are normalized.
        var answer = await Send(ada, type, v, key, Sign(signer, " User:X ", type, signed, "agent:ada"));
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        Assert.Equal((key, "user:x"), (answer["attested_key_id"], answer["entity"]));
    }

    [Fact]
    public async Task What_does_not_verify_is_refused_and_says_why()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var bob = await node.ClientFor("agent:bob", "read", "write");
        using var signer = new Ed25519Signer(new byte[32]);
        var key = await Register(ada, signer);
        var good = Sign(signer, " User:X ", "string", "editor", "agent:ada");
        Refused(await Send(ada, "string", "\"author\"", key, good), 400, "attestation signature verification failed");
        Refused(await Send(ada, "text", "\"editor\"", key, good), 400, "attestation signature verification failed");
        Refused(await Send(ada, "string", "\"editor\"", key, "AAAA"), 400, "attestation signature verification failed");
        Refused(await Send(ada, "string", "\"editor\"", key, "not base64url!"), 400, "attestation signature verification failed");
        Refused(await Send(bob, "string", "\"editor\"", key, good), 403, "attestation key belongs to a different entity");
        Refused(await Send(ada, "string", "\"editor\"", "nothing", good), 400, "attestation.key_id 'nothing' not found");
        await ada.Send("DELETE", $"/v1/auth/agent-keys/{key}");
        Refused(await Send(ada, "string", "\"editor\"", key, good), 400, $"attestation.key_id '{key}' has been revoked");
        Assert.Empty(await ada.Says());
    }

    [Fact]
    public async Task An_operator_may_ask_for_it_always()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["ATTESTATION_REQUIRED"] = "true" });
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var signer = new Ed25519Signer(new byte[32]);
        Refused(await ada.Say("editor"), 400, "attestation required; register an agent key at POST /v1/auth/agent-keys");
        var key = await Register(ada, signer);
        Assert.Equal(HttpStatusCode.Created, (await Send(ada, "string", "\"editor\"", key, Sign(signer, " User:X ", "string", "editor", "agent:ada"))).Status);
    }

    private static void Refused(Http.Answer answer, int status, string detail) => Assert.Equal((status, detail), ((int)answer.Status, answer.Detail));

    private static async Task<string> Register(HttpClient client, Ed25519Signer signer) =>
        (await client.Send("POST", "/v1/auth/agent-keys", $$"""{"public_key":"{{signer.PublicKeyText}}"}"""))["id"]!;

    private static string Sign(Ed25519Signer signer, string entity, string type, string value, string source) =>
        Base64Url.Encode(signer.Sign(Encoding.UTF8.GetBytes($"{entity}\nmemory:role\n{type}\n{value}\n{source}")));

    private static Task<Http.Answer> Send(HttpClient client, string type, string v, string key, string signature) => client.Send(
        "POST", "/v1/facts",
        $$$"""{"entity":" User:X ","relation":"memory:role","value":{"type":"{{{type}}}","v":{{{v}}}},"source":"agent:ada","attestation":{"key_id":"{{{key}}}","signature":"{{{signature}}}"}}""");
}
