using System.Net;
using System.Net.Sockets;
using Stigmem.Sdk.Tests.Scripted;

namespace Stigmem.Sdk.Tests.Transport;

public sealed class RepetitionTests : IAsyncLifetime
{
    private const string Busy = """{"detail":"busy"}""";
    private ScriptedNode _node = null!;

    public async Task InitializeAsync() => _node = await ScriptedNode.StartAsync();

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task An_assert_goes_through_after_503_with_the_same_bytes()
    {
        _node.Then(503, Busy).Then(201, Samples.Fact);
        var fact = await _node.Client().Facts.AssertAsync(Samples.NewFact);
        Assert.Equal(Samples.FactId, fact.Id);
        Assert.Equal(2, _node.Received.Count);
        Assert.Equal(_node.Received[0].Body, _node.Received[1].Body);
    }

    [Fact]
    public async Task A_read_waits_at_least_as_long_as_it_was_asked_to()
    {
        ManualClock clock = new(skipsWaits: true);
        _node.Then(429, """{"error":"quota_exceeded","dimension":"fact_read","retry_after":6.2}""", retryAfter: "7").Then(200, Samples.Fact);
        await _node.Client(clock).Facts.GetAsync(Samples.FactId);
        Assert.InRange(Assert.Single(clock.Waits), TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.2));
    }

    [Fact]
    public async Task A_wait_that_is_too_long_ends_the_call_at_once()
    {
        ManualClock clock = new(skipsWaits: true);
        _node.Then(429, """{"detail":"slow down"}""", retryAfter: "3600");
        var failure = await Assert.ThrowsAsync<StigmemException>(() => _node.Client(clock).Facts.GetAsync("x"));
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Empty(clock.Waits);
    }

    [Fact]
    public async Task Waits_double_with_jitter_and_end_with_the_last_attempt()
    {
        ManualClock clock = new(skipsWaits: true);
        RetryPolicy policy = new() { MaxAttempts = 5, MaxDelay = TimeSpan.FromMilliseconds(500) };
        for (var i = 0; i < 5; i++)
            _node.Then(503, Busy);
        var failure = await Assert.ThrowsAsync<StigmemException>(() => _node.Client(clock, retry: policy).Facts.GetAsync("x"));
        Assert.Equal((503, true), (failure.Status, failure.IsTransient));
        Assert.Equal(5, _node.Received.Count);
        double[] longest = [200, 400, 500, 500];
        Assert.Equal(longest.Length, clock.Waits.Count);
        Assert.All(clock.Waits.Zip(longest), pair => Assert.InRange(pair.First.TotalMilliseconds, pair.Second / 2, pair.Second));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(500)]
    [InlineData(502)]
    public async Task Other_refusals_of_a_read_are_final(int status)
    {
        _node.Then(status, Busy).Then(200, Samples.Fact);
        Assert.Equal(status, (await Assert.ThrowsAsync<StigmemException>(() => _node.Client().Facts.GetAsync("x"))).Status);
        Assert.Single(_node.Received);
    }

    [Fact]
    public async Task A_read_survives_a_torn_body_and_a_lost_connection()
    {
        _node.ThenTornBody(200, Samples.Fact[..40]).ThenHangUp().Then(200, Samples.Fact);
        Assert.Equal(Samples.FactId, (await _node.Client().Facts.GetAsync("x")).Id);
        Assert.Equal(3, _node.Received.Count);
    }

    [Fact]
    public async Task An_assert_whose_answer_was_torn_is_not_sent_again()
    {
        _node.ThenTornBody(201, Samples.Fact[..40]).Then(201, Samples.Fact);
        var failure = await Assert.ThrowsAsync<StigmemException>(() => _node.Client().Facts.AssertAsync(Samples.NewFact));
        Assert.Equal((0, ClientErrorCodes.Unreachable), (failure.Status, failure.Code));
        Assert.Single(_node.Received);
    }

    [Fact]
    public async Task An_assert_whose_connection_was_lost_is_not_sent_again()
    {
        _node.ThenHangUp().Then(201, Samples.Fact);
        await Assert.ThrowsAsync<StigmemException>(() => _node.Client().Facts.AssertAsync(Samples.NewFact));
        Assert.Single(_node.Received);
    }

    [Fact]
    public async Task An_assert_that_found_nobody_is_sent_again()
    {
        ManualClock clock = new(skipsWaits: true);
        using HttpClient http = new();
        StigmemClient client = new(http, new StigmemClientOptions
        {
            BaseUrl = new($"http://127.0.0.1:{FreePort()}"), Timeout = Timeout.InfiniteTimeSpan, TimeProvider = clock,
        });
        var failure = await Assert.ThrowsAsync<StigmemException>(() => client.Facts.AssertAsync(Samples.NewFact));
        Assert.Equal((0, ClientErrorCodes.Unreachable, true), (failure.Status, failure.Code, failure.IsTransient));
        Assert.Equal(2, clock.Waits.Count);
    }

    [Fact]
    public async Task A_batch_is_sent_again_only_with_a_key()
    {
        const string accepted = """{"accepted":1,"rejected":0,"results":[{"index":0,"status":"accepted","fact_id":"f"}]}""";
        _node.Then(503, Busy).ThenHangUp().Then(200, accepted);
        var answer = await _node.Client().Facts.AssertBatchAsync([Samples.NewFact], idempotencyKey: "k");
        Assert.Equal("f", Assert.Single(answer.Results).FactId);
        Assert.Equal(3, _node.Received.Count);

        _node.Then(503, Busy);
        await Assert.ThrowsAsync<StigmemException>(() => _node.Client().Facts.AssertBatchAsync([Samples.NewFact]));
        Assert.Equal(4, _node.Received.Count);
    }

    [Fact]
    public async Task Other_writes_are_sent_once()
    {
        var client = _node.Client();
        Func<Task>[] writes =
        [
            () => client.Conflicts.ResolveAsync("c", "f"),
            () => client.Gardens.DeleteAsync("g"),
            () => client.Gardens.Members.ChangeRoleAsync("g", "e", "writer"),
            () => client.Aliases.CreateAsync("a", "b"),
            () => client.Keys.RevokeAsync("k"),
        ];
        foreach (var write in writes)
        {
            _node.Then(503, Busy);
            await Assert.ThrowsAsync<StigmemException>(write);
        }

        Assert.Equal(writes.Length, _node.Received.Count);
    }

    [Fact]
    public async Task A_policy_of_one_attempt_never_repeats()
    {
        _node.Then(503, Busy);
        await Assert.ThrowsAsync<StigmemException>(() => _node.Client(retry: RetryPolicy.None).Facts.GetAsync("x"));
        Assert.Single(_node.Received);
    }

    [Fact]
    public async Task A_wait_ends_when_the_caller_gives_up()
    {
        ManualClock clock = new();
        using CancellationTokenSource caller = new();
        _node.Then(503, Busy);
        var call = _node.Client(clock).Facts.GetAsync("x", caller.Token);
        await clock.SomebodyWaits();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
