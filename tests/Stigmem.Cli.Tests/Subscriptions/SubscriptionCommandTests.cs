using System.Runtime.InteropServices;
using System.Text.Json;
using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Subscriptions;

public sealed partial class SubscriptionCommandTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task Subscribe_prints_facts_until_it_is_interrupted()
    {
        using var following = _sandbox.Start("subscribe", "user:live", "--event", "fact_assert", "--json");
        var note = await following.StandardError.ReadLineAsync().WaitAsync(Patience);
        Assert.StartsWith("Following user:live as subscription ", note, StringComparison.Ordinal);
        var id = note!.Split(' ')[4].TrimEnd(';');
        // It may still be on the way to its stream; what is said until then is listed.
        var printed = following.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        for (var i = 0; !printed.IsCompleted; i++)
            await _sandbox.JsonAsync("fact", "assert", "user:live", $"memory:n{i}", "--value", "x");
        var delivery = JsonDocument.Parse((await printed)!).RootElement;
        Assert.Equal(("fact_assert", "user:live"), (delivery.GetProperty("event_type").GetString(), delivery.GetProperty("fact").GetProperty("entity").GetString()));
        _ = Kill(following.Id, Interrupt);
        await following.WaitForExitAsync().WaitAsync(Patience);
        Assert.Equal(0, following.ExitCode);

        var events = await _sandbox.JsonAsync("subscription", "events", id, "--limit", "1");
        Assert.Equal("user:live", events.GetProperty("events")[0].GetProperty("entity_uri").GetString());
        Assert.Contains("user:live\tmemory:n0\tx\tpending", (await _sandbox.RunAsync("subscription", "events", id)).ShouldSucceed().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_webhook_is_subscribed_listed_resumed_and_ended()
    {
        var made = await _sandbox.RunAsync("subscription", "create", "local", "--webhook", "http://127.0.0.1:9/hook");
        Assert.Matches(@"(?m)^secret +[0-9a-f]{64}$", made.ShouldSucceed().Output);
        Assert.Contains("shown once", made.Errors, StringComparison.Ordinal);
        var again = await _sandbox.JsonAsync("subscription", "create", "local", "--webhook", "http://127.0.0.1:9/hook");
        Assert.False(again.TryGetProperty("secret", out _));
        var id = again.GetProperty("id").GetString()!;
        Assert.Contains($"{id}\tlocal\twebhook\thttp://127.0.0.1:9/hook\tok", (await _sandbox.RunAsync("subscription", "list")).ShouldSucceed().Output, StringComparison.Ordinal);
        (await _sandbox.RunAsync("subscription", "resume", id)).ShouldSucceed();
        (await _sandbox.RunAsync("subscription", "delete", id)).ShouldSucceed();
        (await _sandbox.RunAsync("subscription", "delete", id)).ShouldFail(1, "not_found", "subscription list");
        (await _sandbox.RunAsync("subscription", "create", "local", "--webhook", "http://10.0.0.1/hook")).ShouldFail(1, "delivery_address_refused", "ALLOW_PRIVATE_TARGETS");
        (await _sandbox.RunAsync("subscription", "create", "local")).ShouldFail(2, "usage");
        (await _sandbox.RunAsync("subscribe", "local", "--event", "card_refreshed")).ShouldFail(1, "validation_failed");
        (await _sandbox.RunAsync("subscription", "create", "local", "--wake", "agent:sleeper")).ShouldSucceed();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}
