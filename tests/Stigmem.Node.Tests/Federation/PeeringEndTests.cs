using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stigmem.Core.Clock;
using Stigmem.Core.Signatures;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Hosting;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Agreements that end by their date.</summary>
public sealed class PeeringEndTests
{
    private static readonly TimeSpan Ten = TimeSpan.FromMinutes(10);
    private readonly FakeTime _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task Facts_are_exchanged_until_the_date_and_not_after_it()
    {
        using var folder = new TempFolder();
        await using var peer = await LyingPeer.StartAsync();
        await using (var node = await StartAsync(folder))
        {
            var id = await peer.IntroduceAsync(node, "public");
            Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(node, peer, id, Text(Ten))).Status);
            Assert.Equal(Text(Ten), Assert.Single(await node.Audited("peer_approved")).GetProperty("detail").Text("valid_until"));
        }
        await using var again = await StartAsync(folder);
        Assert.Equal(("active", Text(Ten)), ((await PeerAsync(again)).Text("status_detail"), (await PeerAsync(again)).Text("valid_until")));
        _time.Advance(Ten - TimeSpan.FromMilliseconds(1));
        Assert.Equal(HttpStatusCode.OK, (await LyingPeer.PullAsync(again, peer.Token(again))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await peer.PushAsync(again, PeerFacts.Of(peer))).Status);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        foreach (var answer in new[] { await LyingPeer.PullAsync(again, peer.Token(again)), await peer.PushAsync(again, PeerFacts.Of(peer, "late")) })
            Assert.Equal((HttpStatusCode.Unauthorized, "peer_not_approved"), (answer.Status, answer.Detail));
        Assert.Equal("pending_approval", (await PeerAsync(again)).Text("status_detail"));
        Assert.Equal(["editor"], await again.Operator.Says());
    }

    [Fact]
    public async Task The_end_is_audited_once_and_the_operator_can_let_the_peer_in_again()
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.IntroduceAsync(node, "public");
        await ApproveAsync(node, peer, id, Text(Ten));
        var end = Text(Ten);
        _time.Advance(Ten);
        var job = node.Node.App.Services.GetRequiredService<PeeringEndJob>();
        Assert.Single(node.Node.App.Services.GetServices<IHostedService>().OfType<JobHost<PeeringEndJob>>());
        for (var pass = 0; pass < 3; pass++)
            await job.RunOnceAsync(CancellationToken.None);
        Assert.Equal(end, Assert.Single(await node.Audited("peer_expired")).GetProperty("detail").Text("valid_until"));
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(node, peer, id, null)).Status);
        Assert.Equal("active", (await PeerAsync(node)).Text("status_detail"));
        Assert.False((await PeerAsync(node)).TryGetProperty("valid_until", out _));
    }

    [Fact]
    public async Task The_date_of_an_active_peer_can_be_moved_and_is_one_to_come()
    {
        await using var node = await FederatedNode.StartAsync(_time, null);
        await using var peer = await LyingPeer.StartAsync();
        var id = await peer.JoinAsync(node, "public");
        Assert.Equal(HttpStatusCode.Conflict, (await ApproveAsync(node, peer, id, null)).Status);
        foreach (var bad in (string[])[Text(TimeSpan.Zero), "tomorrow", ""])
            Assert.Equal(422, (int)(await ApproveAsync(node, peer, id, bad)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(node, peer, id, Text(Ten))).Status);
        Assert.Equal(HttpStatusCode.OK, (await ApproveAsync(node, peer, id, Text(Ten + Ten))).Status);
        _time.Advance(Ten);
        Assert.Equal(HttpStatusCode.OK, (await LyingPeer.PullAsync(node, peer.Token(node))).Status);
    }

    private Task<FederatedNode> StartAsync(TempFolder folder) => FederatedNode.StartAsync(_time, folder.File("a.db"), ("FEDERATION_PUSH_ENABLED", "true"));

    private string Text(TimeSpan ahead) => Instants.Format((_time.GetUtcNow() + ahead).ToUnixTimeMilliseconds() * 1_000);

    private static Task<Http.Answer> ApproveAsync(FederatedNode node, LyingPeer peer, string id, string? until) => node.Operator.Send(
        "POST", $"/v1/federation/peers/{id}/approve",
        $$"""{"valid_until":{{(until is null ? "null" : $"\"{until}\"")}},"pubkey_fingerprint":"{{KeyFingerprint.OfKeyText(peer.Key.PublicKeyText)}}"}""");

    private static async Task<JsonElement> PeerAsync(FederatedNode node) =>
        (await node.Operator.Send("GET", "/v1/federation/peers")).Json.GetProperty("peers")[0];
}
