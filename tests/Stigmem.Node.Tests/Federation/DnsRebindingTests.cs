using System.Net;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A name server that answers one address for the check and another for the connection.</summary>
public sealed class DnsRebindingTests
{
    private static readonly IPAddress Forbidden = IPAddress.Parse("127.0.0.2");

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

    private static string At(LyingPeer peer) => $"http://peer.example:{new Uri(peer.Url).Port}/.well-known/stigmem";

    private static HttpClient Client(Queue<IPAddress[]> answers) =>
        new(GuardedTransport.Create(address => !address.Equals(Forbidden), resolve: (_, _) => Task.FromResult(answers.Dequeue())));
}
