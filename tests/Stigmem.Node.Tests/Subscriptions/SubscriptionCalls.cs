using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Node.Hosting;
using Stigmem.Node.Subscriptions;
using Stigmem.Node.Subscriptions.Sql;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Subscriptions;

/// <summary>Calls of subscription routes in one line.</summary>
internal static class SubscriptionCalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<Http.Answer> Subscribe(this HttpClient client, string target, string address, string more = "", string onChange = "webhook") =>
        client.Send("POST", "/v1/subscriptions", $$"""{"target":"{{target}}","on_change":"{{onChange}}","delivery_address":"{{address}}"{{more}}}""");

    /// <summary>A subscription that nobody is called for.</summary>
    public static async Task<string> Follow(this HttpClient client, string target, string more = "") => (await client.Subscribe(target, "", more, "stream"))["id"]!;

    public static async Task<IReadOnlyList<JsonElement>> Events(this HttpClient client, string? id, string query = "")
    {
        var answer = await client.Send("GET", $"/v1/subscriptions/{id}/events?{query}");
        Assert.True((int)answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("events").EnumerateArray()];
    }

    /// <summary>Waits until everything that was committed has become events.</summary>
    public static async Task Dispatched(this TestNode node)
    {
        var directory = node.App.Services.GetRequiredService<SubscriptionDirectory>();
        var dispatch = node.App.Services.GetRequiredService<EventDispatch>();
        var head = node.App.Services.GetRequiredService<CommitSequence>().Head;
        await Until(() => directory.Current.IsEmpty || dispatch.Position >= head);
    }

    /// <summary>Lets the worker of a subscription look at the clock.</summary>
    public static void Wake(this TestNode node, string? id)
    {
        var one = node.App.Services.GetRequiredService<SubscriptionDirectory>().Current.Find(Guid.Parse(id!))!;
        node.App.Services.GetRequiredService<EventBells>().Ring(one.Number);
    }

    /// <summary>Waits until something holds, which it does soon or never.</summary>
    public static async Task Until(Func<bool> holds) => await Until(() => Task.FromResult(holds()));

    public static async Task Until(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await holds())
            await Task.Delay(5, limit.Token);
    }
}
