using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>Clients that are slow, greedy or out of step, on bare sockets.</summary>
[Collection(Alone.Name)]
public sealed class RawSocketTests
{
    private const string Fact = """{"entity":"user:x","relation":"memory:role","value":{"type":"string","v":"editor"},"source":"agent:ada"}""";

    [Fact]
    public async Task A_head_that_never_ends_is_given_up()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, configure: Impatient);
        using var slow = new RawConnection(node.BaseAddress);
        slow.Send("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Drip: ");
        var answer = slow.Read();
        Assert.True(answer is null or { Status: 408 }, answer?.Text);
        await AssertAlive(node);
    }

    [Fact]
    public async Task A_body_that_never_ends_is_given_up()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open, configure: Impatient);
        using var slow = new RawConnection(node.BaseAddress);
        slow.Send($"POST /v1/facts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{{\"entity\":");
        var answer = slow.Read();
        Assert.True(answer is null or { Status: 400 or 408 }, answer?.Text);
        await AssertAlive(node);
    }

    [Fact]
    public async Task Many_half_open_clients_do_not_keep_others_out()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        List<RawConnection> half = [];
        for (var i = 0; i < 500; i++)
        {
            half.Add(new RawConnection(node.BaseAddress));
            half[i].Send(i % 2 == 0 ? "GET /v1/facts HTTP/1.1\r\nHost: x\r\nX-" : "POST /v1/facts HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
        }
        await AssertAlive(node);
        half.ForEach(connection => connection.Dispose());
        await AssertAlive(node);
    }

    [Fact]
    public async Task A_body_that_says_it_is_too_large_is_refused_unread()
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("MAX_BODY_BYTES", "4096")));
        using var greedy = new RawConnection(node.BaseAddress);
        greedy.Send("POST /v1/facts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n{");
        // Nearly nothing of the body was sent: the answer did not wait for it.
        var answer = greedy.Read();
        Assert.Equal(413, answer?.Status);
        Assert.Contains("STIGMEM_MAX_BODY_BYTES", answer!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunked_body_is_refused_where_it_becomes_too_large()
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("MAX_BODY_BYTES", "4096")));
        using var greedy = new RawConnection(node.BaseAddress);
        greedy.Send("POST /v1/facts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
        greedy.Send($"2000\r\n{new string('a', 0x2000)}\r\n");
        Assert.Equal(413, greedy.Read()?.Status);
        await AssertAlive(node);
    }

    [Theory]
    [InlineData(4_096, 422)]
    [InlineData(4_097, 413)]
    public async Task The_limit_of_a_body_is_exact(int bytes, int status)
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("MAX_BODY_BYTES", "4096")));
        using var client = node.Anonymous();
        Assert.Equal(status, (int)(await client.Send("POST", "/v1/facts", "{}" + new string(' ', bytes - 2))).Status);
    }

    [Fact]
    public async Task Requests_in_one_packet_are_answered_in_order()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var connection = new RawConnection(node.BaseAddress);
        var post = $"POST /v1/facts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Fact.Length}\r\n\r\n{Fact}";
        connection.Send(post + "GET /v1/facts HTTP/1.1\r\nHost: x\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: x\r\n\r\nHEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal([201, 200, 404], new[] { connection.Read(), connection.Read(), connection.Read() }.Select(answer => answer!.Status));
        Assert.Equal(405, connection.Read(isHead: true)?.Status);
        Assert.Equal(200, connection.Read()?.Status);
    }

    [Fact]
    public async Task Garbage_behind_a_request_ends_the_connection_and_nothing_else()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var connection = new RawConnection(node.BaseAddress);
        connection.Send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n\u0001\u0002garbage \r\n\r\nGET /healthz HTTP/1.1\r\n");
        Assert.Equal(200, connection.Read()?.Status);
        var second = connection.Read();
        Assert.True(second is null or { Status: 400, Closes: true }, second?.Text);
        Assert.Null(connection.Read());
        await AssertAlive(node);
    }

    /// <summary>A request hidden in the body of another must not be answered: that is how caches are poisoned.</summary>
    [Fact]
    public async Task A_request_hidden_in_a_body_is_not_served()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var connection = new RawConnection(node.BaseAddress);
        const string hidden = "0\r\n\r\nGET /v1/facts HTTP/1.1\r\nHost: x\r\n\r\n";
        connection.Send($"POST /v1/facts HTTP/1.1\r\nHost: x\r\nContent-Length: {hidden.Length}\r\nTransfer-Encoding: chunked\r\n\r\n{hidden}");
        var answer = connection.Read();
        Assert.True(answer is null or { Status: >= 400 }, answer?.Text);
        Assert.Null(connection.Read());
    }

    [Fact]
    public async Task A_hundred_thousand_small_requests_leave_nothing_behind()
    {
        const int lanes = 4;
        const int each = 100_000 / lanes;
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        Send(node, lanes, 500);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Send(node, lanes, each);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Assert.True(after - before < 8L * 1024 * 1024, $"the heap grew from {before} to {after} bytes");
    }

    private static void Send(TestNode node, int lanes, int each) => Parallel.For(0, lanes, new ParallelOptions { MaxDegreeOfParallelism = lanes }, _ =>
    {
        const int together = 25;
        var packet = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", together)));
        using var connection = new RawConnection(node.BaseAddress);
        for (var sent = 0; sent < each; sent += together)
        {
            connection.Send(packet);
            for (var i = 0; i < together; i++)
                Assert.Equal(200, connection.Read()?.Status);
        }
    });

    private static async Task AssertAlive(TestNode node)
    {
        using var client = node.Anonymous();
        var stamp = Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture);
        Assert.Equal(201, (int)(await client.Say("alive", entity: $"user:{stamp}")).Status);
    }

    private static void Impatient(IServiceCollection services) => services.PostConfigure<KestrelServerOptions>(kestrel =>
    {
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromMilliseconds(200);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1_000, TimeSpan.FromMilliseconds(1_100));
    });
}
