using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Peers;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Hosting;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A name server that answers one address for the check and another for the connection.</summary>
public sealed class DnsRebindingTests
{
    private static readonly IPAddress Forbidden = IPAddress.Parse("169.254.169.254");

    [Fact]
    public async Task The_connection_goes_to_the_address_that_was_checked()
    {
        await using var peer = await LyingPeer.StartAsync();
        Queue<IPAddress[]> answers = new([[IPAddress.Loopback], [Forbidden]]);
        using var first = Client(answers);
        Assert.Contains(peer.NodeId, await first.GetStringAsync(At(peer)), StringComparison.Ordinal);
        Assert.Single(answers);
        // The next connection asks again, and is held to the rule again.
        using var second = Client(answers);
        Assert.Contains("may call", (await Assert.ThrowsAsync<HttpRequestException>(() => second.GetStringAsync(At(peer)))).ToString(), StringComparison.Ordinal);
        Assert.Empty(answers);
    }

    [Fact]
    public async Task One_forbidden_address_among_others_is_enough_to_refuse()
    {
        await using var peer = await LyingPeer.StartAsync();
        using var client = Client(new Queue<IPAddress[]>([[IPAddress.Loopback, Forbidden]]));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(At(peer)));
    }

    [Fact]
    public async Task Who_declares_a_name_that_has_moved_is_turned_down_and_that_is_audited()
    {
        await using var here = await LyingPeer.StartAsync();
        Queue<IPAddress[]> answers = new([[IPAddress.Loopback], [Forbidden]]);
        await using var node = await FederatedNode.StartAsync(services => services.AddSingleton(provider => new PeerTransport(
            provider.GetRequiredService<PeerAddress>(), provider.GetRequiredService<MutualTls>(), resolve: (_, _) => Task.FromResult(answers.Dequeue()))));
        Assert.Equal("pending_approval", (await DeclareAsync(node, here, here.NodeId))["status"]);
        Assert.Single(answers);
        // Another node, another connection: the name is asked again, and leads where nobody may be called.
        const string other = "stigmem://liar.example/other";
        here.ClaimedId = other;
        var refused = await DeclareAsync(node, here, other);
        Assert.Equal(("rejected", "unreachable"), (refused["status"], refused["reason"]));
        Assert.Empty(answers);
        var audited = Assert.Single(await node.Audited("peer_rejected"));
        Assert.Equal((refused["peer_id"], other), (audited.Text("peer_id"), audited.GetProperty("detail").Text("node_id")));
        Assert.Equal("unreachable", audited.GetProperty("detail").Text("reason"));
    }

    private static Task<Http.Answer> DeclareAsync(FederatedNode node, LyingPeer peer, string nodeId)
    {
        var url = $"http://peer.example:{new Uri(peer.Url).Port}";
        Assert.True(PeerDeclaration.Create(url, nodeId, peer.Key.PublicKeyText, ["public"], PeerFacts.Now).TryGet(out var declaration, out _));
        return node.Operator.Send("POST", "/v1/federation/peers", JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["node_url"] = url,
            ["node_id"] = nodeId,
            ["federation_pubkey"] = declaration.FederationPubkey,
            ["allowed_scopes"] = declaration.AllowedScopes,
            ["declaration_sig"] = declaration.Sign(peer.Key),
            ["signed_at"] = declaration.SignedAt,
        }));
    }

    private static string At(LyingPeer peer) => $"http://peer.example:{new Uri(peer.Url).Port}/.well-known/stigmem";

    private static HttpClient Client(Queue<IPAddress[]> answers) =>
        new(GuardedTransport.Create(address => !address.Equals(Forbidden), resolve: (_, _) => Task.FromResult(answers.Dequeue())));
}
