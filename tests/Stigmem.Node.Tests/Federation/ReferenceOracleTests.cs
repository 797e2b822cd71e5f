using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.PeerTokens;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>The peer in Python does refuse and does stop: a test against one that takes everything would prove nothing.</summary>
public sealed class ReferenceOracleTests
{
    public static TheoryData<string> Poison =>
    [
        "cid_mismatch", "ms ahead", "ms behind", "quarantine_garden_required", "invalid_interpret_as", "missing key source", "missing key of value",
        "constraint: scope galaxy", "constraint: scope public, type song", "constraint: confidence", "valid_until None is later", "valid_until 2041", "came again with another body",
    ];

    [Theory]
    [MemberData(nameof(Poison))]
    public async Task One_such_fact_stops_it_for_ever(string why)
    {
        await using var python = await ReferencePeer.StartAsync();
        await using var naive = await LyingPeer.StartAsync();
        Assert.Equal("pending_approval", (await python.RegisterAsync(naive.Declaration("public").ToJsonString()))["status"]);
        await python.ApproveAsync(naive.NodeId, naive.Key.PublicKeyText);
        var known = PeerFacts.Of(naive, "known").With("valid_until", "2040-01-01T00:00:00Z");
        naive.Facts.Enqueue(known.ToJsonString());
        naive.Facts.Enqueue(Poisoned(naive, known, why).ToJsonString());
        naive.Facts.Enqueue(PeerFacts.Of(naive, "behind it").ToJsonString());
        for (var turn = 0; turn < 2; turn++)
            Assert.Contains(why, (await python.PullAsync(naive.NodeId)).GetProperty("wedged").GetString(), StringComparison.Ordinal);
        Assert.Equal([null, null], naive.Asked);
        Assert.Equal([known.Id()], (await python.RowsAsync()).Keys);
    }

    [Fact]
    public async Task A_token_is_refused_for_each_fault()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var python = await ReferencePeer.StartAsync();
        Assert.Equal((HttpStatusCode.Unauthorized, "peer not registered"), await AskAsync(python, Token(node, python.NodeId)));
        await python.AdmitAsync(node, "public");
        var good = Token(node, python.NodeId, nonce: "n");
        Assert.Equal((HttpStatusCode.OK, null), await AskAsync(python, good));
        foreach (var (token, why) in ((string, string)[])[
            (good, "nonce_already_seen"),
            (Token(node, python.NodeId, nonce: "n"), "nonce_already_seen"),
            (OtherSignature(Token(node, python.NodeId)), "invalid_signature"),
            (Token(node, "stigmem:node:other"), "invalid_sub"),
            (Token(node, python.NodeId, age: TimeSpan.FromHours(2)), "token_expired"),
            (Token(node, python.NodeId, age: TimeSpan.FromMinutes(-1)), "iat_in_future"),
            ("a.b", "malformed token")])
            Assert.Equal((HttpStatusCode.Unauthorized, why), await AskAsync(python, token));
        Assert.Equal((HttpStatusCode.Forbidden, "no permitted scopes"), await AskAsync(python, Token(node, python.NodeId, scope: "company")));
    }

    [Theory]
    [InlineData("signature")]
    [InlineData("scopes")]
    [InlineData("key")]
    public async Task An_altered_declaration_is_rejected(string altered)
    {
        await using var node = await FederatedNode.StartAsync();
        await using var python = await ReferencePeer.StartAsync();
        var declaration = JsonNode.Parse(node.Declaration(PeerFacts.Now, "company", "public"))!.AsObject();
        var signature = declaration["declaration_sig"]!.GetValue<string>();
        var changed = altered switch
        {
            "signature" => declaration.With("declaration_sig", (signature[0] == 'A' ? "B" : "A") + signature[1..]),
            "scopes" => declaration.With("allowed_scopes", new JsonArray("public", "company")),
            _ => declaration.With("federation_pubkey", python.PublicKey),
        };
        Assert.Equal("rejected", (await python.RegisterAsync(changed.ToJsonString()))["status"]);
        Assert.Equal((HttpStatusCode.Unauthorized, "peer_not_approved"), await AskAsync(python, Token(node, python.NodeId)));
    }

    private static JsonObject Poisoned(LyingPeer peer, JsonObject known, string why)
    {
        var fact = PeerFacts.Of(peer);
        return why switch
        {
            "cid_mismatch" => fact.With("entity", "user:altered"),
            "ms ahead" => fact.With("hlc", PeerFacts.Stamp(TimeSpan.FromSeconds(900))),
            "ms behind" => fact.With("hlc", PeerFacts.Stamp(TimeSpan.FromDays(-40))),
            "quarantine_garden_required" => PeerFacts.Of(peer, relation: "instruction:do"),
            "invalid_interpret_as" => fact.With("value", new JsonObject { ["type"] = "string", ["v"] = "editor", ["interpret_as"] = "song" }),
            "missing key source" => fact.Without("source"),
            "missing key of value" => fact.With("value", new JsonObject { ["type"] = "string" }),
            "constraint: scope galaxy" => fact.With("scope", "galaxy").With("cid", null),
            "constraint: scope public, type song" => fact.With("value", new JsonObject { ["type"] = "song", ["v"] = "x" }).With("cid", null),
            "constraint: confidence" => fact.With("confidence", 1.5).With("cid", null),
            "valid_until None is later" => known.With("valid_until", null),
            "valid_until 2041" => known.With("valid_until", "2041-01-01T00:00:00Z"),
            _ => PeerFacts.Of(peer, "other").With("id", known.Id()),
        };
    }

    private static string Token(FederatedNode node, string subject, string? nonce = null, TimeSpan age = default, string scope = "public") =>
        node.Node.App.Services.GetRequiredService<PeerTokenMint>().Mint(new PeerTokenClaims(
            node.NodeId, subject, DateTimeOffset.UtcNow.Subtract(age).ToUnixTimeMilliseconds(), nonce ?? Guid.NewGuid().ToString(), [scope]));

    private static string OtherSignature(string token)
    {
        var start = token.LastIndexOf('.') + 1;
        return token[..start] + (token[start] == 'A' ? 'B' : 'A') + token[(start + 1)..];
    }

    private static async Task<(HttpStatusCode Status, string? Why)> AskAsync(ReferencePeer python, string token)
    {
        using var client = new HttpClient { BaseAddress = new Uri(python.Url) };
        var answer = await client.Send("GET", "/v1/federation/facts?limit=1", null, ("Authorization", $"Bearer {token}"));
        return (answer.Status, answer.Status == HttpStatusCode.OK ? null : answer.Detail);
    }
}
