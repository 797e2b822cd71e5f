using Stigmem.Sdk.Tests.Scripted;

namespace Stigmem.Sdk.Tests.Transport;

public sealed class TimeoutTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_answer_is_a_timeout_and_is_not_asked_for_again(bool afterTheHeaders)
    {
        await using var node = await ScriptedNode.StartAsync();
        ManualClock clock = new();
        TaskCompletionSource asked = new();
        node.Then(async http =>
        {
            if (afterTheHeaders)
                await http.Response.Body.FlushAsync();
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });

        var call = node.Client(clock, Limit).Facts.GetAsync("x");
        await asked.Task;
        clock.Advance(Limit - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));
        var failure = await Assert.ThrowsAsync<StigmemException>(() => call);
        Assert.Equal((0, ClientErrorCodes.Timeout, true), (failure.Status, failure.Code, failure.IsTransient));
        Assert.Single(node.Received);
    }

    [Fact]
    public async Task The_timeout_of_the_http_client_is_the_same_error()
    {
        await using var node = await ScriptedNode.StartAsync();
        node.Then(http => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));
        using HttpClient http = new() { Timeout = TimeSpan.FromMilliseconds(50) };
        StigmemClient client = new(http, new StigmemClientOptions { BaseUrl = node.BaseUrl });
        Assert.Equal(ClientErrorCodes.Timeout, (await Assert.ThrowsAsync<StigmemException>(() => client.Node.HealthAsync())).Code);
    }

    [Fact]
    public async Task A_call_that_the_caller_cancels_is_no_error_of_ours()
    {
        await using var node = await ScriptedNode.StartAsync();
        using CancellationTokenSource caller = new();
        node.Then(async http =>
        {
            await caller.CancelAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => node.Client(timeout: Limit, time: new ManualClock()).Node.HealthAsync(caller.Token));
        Assert.Equal(caller.Token, ended.CancellationToken);
    }
}
