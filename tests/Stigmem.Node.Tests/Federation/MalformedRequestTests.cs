using System.Text;
using System.Text.Json.Nodes;
using Stigmem.Core.Signatures;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>F22: whatever a stranger or a peer sends, it is refused and never an error of the node.</summary>
public sealed class MalformedRequestTests
{
    private const int Tries = 200;

    private static readonly (string Method, string Path)[] Routes =
    [
        ("GET", "/v1/federation/facts"), ("POST", "/v1/federation/facts/push"), ("GET", "/v1/federation/peers"), ("POST", "/v1/federation/peers"),
        ("POST", "/v1/federation/peers/{id}/approve"), ("POST", "/v1/federation/peers/{id}/revoke"), ("POST", "/v1/federation/peers/{id}/reject"),
        ("DELETE", "/v1/federation/peers/{id}"), ("GET", "/v1/federation/audit"),
    ];

    private static readonly string[] Values =
        ["null", "0", "-1", "1e999", "9223372036854775808", "true", "\"\"", "\"x\"", "\"\\ud800\"", "[]", "[[]]", "{}", "{\"iss\":1}", "\"\\u0000\"", "1.5"];

    [Fact]
    public async Task Every_route_refuses_every_broken_token()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PUSH_ENABLED", "true"));
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.JoinAsync(node, "public");
        using var client = node.Node.Anonymous();
        var random = new Random(29);
        for (var i = 0; i < Tries; i++)
        {
            var token = BrokenToken(random, peer, node);
            foreach (var (method, path) in Routes)
            {
                var answer = await client.Send(method, path.Replace("{id}", id, StringComparison.Ordinal), method == "GET" ? null : "{}", ("Authorization", $"Bearer {token}"));
                Assert.True((int)answer.Status is >= 400 and < 500, $"{method} {path} with {token}: {(int)answer.Status} {answer.Text}");
            }
        }
        Assert.Equal("active", (await node.Operator.Send("GET", "/v1/federation/peers")).Json.GetProperty("peers")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Every_route_refuses_every_broken_body()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, ("FEDERATION_PUSH_ENABLED", "true"));
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.JoinAsync(node, "public");
        var random = new Random(31);
        using var asPeer = node.Node.Anonymous();
        for (var i = 0; i < Tries; i++)
        {
            var odd = Values[random.Next(Values.Length)];
            var push = await asPeer.Send("POST", "/v1/federation/facts/push", BrokenPush(random, odd), ("Authorization", $"Bearer {peer.Token(node)}"));
            Assert.True((int)push.Status is >= 400 and < 500, $"push with {odd}: {(int)push.Status} {push.Text}");
            var pull = await LyingPeer.PullAsync(node, peer.Token(node), $"{Pick(random, "limit", "wait", "cursor", "scope")}={Uri.EscapeDataString("x" + odd)}");
            Assert.True((int)pull.Status is >= 400 and < 500, $"pull with {odd}: {(int)pull.Status} {pull.Text}");
            var name = Pick(random, "node_url", "node_id", "federation_pubkey", "allowed_scopes", "declaration_sig", "signed_at");
            var declaration = peer.Declaration("public").ToJsonString();
            var member = JsonNode.Parse(declaration)![name]!.ToJsonString();
            var declared = await node.Operator.Send("POST", "/v1/federation/peers", declaration.Replace($"\"{name}\":{member}", $"\"{name}\":{odd}", StringComparison.Ordinal));
            Assert.True((int)declared.Status is 201 or (>= 400 and < 500), $"{name}={odd}: {(int)declared.Status} {declared.Text}");
            var approved = await node.Operator.Send("POST", $"/v1/federation/peers/{id}/approve", $"{{\"pubkey_fingerprint\":{odd}}}");
            Assert.True((int)approved.Status is >= 400 and < 500, $"approve with {odd}: {(int)approved.Status} {approved.Text}");
        }
    }

    /// <summary>A claim of another type, another signature, or no token at all.</summary>
    private static string BrokenToken(Random random, LyingPeer peer, FederatedNode node)
    {
        var parts = peer.Token(node).Split('.');
        switch (random.Next(4))
        {
            case 0:
                var bytes = new byte[random.Next(1, 90)];
                random.NextBytes(bytes);
                return Base64Url.Encode(bytes);
            case 1:
                var signature = new byte[64];
                random.NextBytes(signature);
                return $"{parts[0]}.{parts[1]}.{Base64Url.Encode(signature)}";
            case 2:
                return string.Join('.', parts.Take(random.Next(1, 3)));
            default:
                var claim = Pick(random, "iss", "sub", "iat", "exp", "nonce", "scopes");
                var payload = $"{{\"iss\":\"{peer.NodeId}\",\"sub\":\"{node.NodeId}\",\"{claim}\":{Values[random.Next(Values.Length)]}}}";
                var content = $"{parts[0]}.{Base64Url.Encode(Encoding.UTF8.GetBytes(payload))}";
                return $"{content}.{Base64Url.Encode(peer.Key.Sign(Encoding.ASCII.GetBytes(content)))}";
        }
    }

    private static string BrokenPush(Random random, string odd) => random.Next(4) switch
    {
        0 => odd == "{}" ? "[]" : odd,
        1 => odd is "[]" ? """{"facts":7}""" : $"{{\"facts\":{odd}}}",
        2 => $"{{\"facts\":[{(odd.StartsWith('{') ? "[]" : odd)}]}}",
        _ => $"{{\"facts\":[{odd}",
    };

    private static string Pick(Random random, params string[] of) => of[random.Next(of.Length)];
}
