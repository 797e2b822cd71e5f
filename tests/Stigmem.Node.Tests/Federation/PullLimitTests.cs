using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>How often a peer may ask.</summary>
public sealed class PullLimitTests
{
    private const int Burst = 30;

    [Fact]
    public async Task A_peer_that_asks_too_often_waits_and_one_that_catches_up_does_not()
    {
        var time = new FakeTime(DateTimeOffset.UtcNow);
        await using var node = await FederatedNode.StartAsync(time, null, ("RATE_LIMIT_WRITE_PER_HOUR", "100000"), ("RATE_LIMIT_READ_PER_HOUR", "100000"));
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        for (var i = 0; i < Burst + 10; i++)
            await node.Operator.Say($"n{i}", scope: "public", relation: $"memory:n{i}");
        var cursor = "";
        for (var i = 0; i < Burst + 10; i++)
        {
            var page = await LyingPeer.PullAsync(node, peer.Token(node), $"limit=1{cursor}");
            Assert.True(page.Status == HttpStatusCode.OK, page.Text);
            cursor = $"&cursor={page.Json.Text("cursor")}";
        }
        for (var i = 1; i < Burst; i++)
            Assert.Equal(HttpStatusCode.OK, (await LyingPeer.PullAsync(node, peer.Token(node), "limit=1")).Status);
        var refused = await LyingPeer.PullAsync(node, peer.Token(node), "limit=1");
        Assert.Equal((HttpStatusCode.TooManyRequests, "2"), (refused.Status, refused.Headers["Retry-After"]));
        Assert.Equal("federation_pull", refused["dimension"]);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.OK, (await LyingPeer.PullAsync(node, peer.Token(node), "limit=1")).Status);
    }

    /// <summary>Each answer that is held back holds a request; beyond two of them a peer is answered at once.</summary>
    [Fact]
    public async Task A_peer_has_two_answers_held_back_at_most()
    {
        await using var node = await FederatedNode.StartAsync(new FakeTime(DateTimeOffset.UtcNow), null);
        await using var peer = await LyingPeer.StartAsync();
        await peer.JoinAsync(node, "public");
        var cursor = "";
        // Twice, for whoever is answered gives the place back.
        foreach (var news in (string[])["first", "second"])
        {
            List<Task<Http.Answer>> asked = [.. Enumerable.Range(0, 5).Select(_ => LyingPeer.PullAsync(node, peer.Token(node), $"wait=25{cursor}"))];
            for (var atOnce = 0; atOnce < 3; atOnce++)
            {
                var answered = await Task.WhenAny(asked);
                Assert.Equal(0, (await answered).Json.GetProperty("facts").GetArrayLength());
                asked.Remove(answered);
            }
            await node.Operator.Say(news, scope: "public", relation: $"memory:{news}");
            var told = await Task.WhenAll(asked);
            Assert.All(told, answer => Assert.Equal(1, answer.Json.GetProperty("facts").GetArrayLength()));
            cursor = $"&cursor={told[0]["cursor"]}";
        }
    }
}
