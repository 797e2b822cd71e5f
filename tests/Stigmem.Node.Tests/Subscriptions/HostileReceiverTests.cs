using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Subscriptions;

/// <summary>Receivers that want more than to be told.</summary>
public sealed class HostileReceiverTests
{
    [Fact]
    public async Task A_redirect_is_a_refusal_and_is_not_followed()
    {
        await using var victim = await Receiver.StartAsync();
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        hook.Answer = (http, _) =>
        {
            http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            http.Response.Headers.Location = victim.Url;
            return Task.CompletedTask;
        };
        var id = (await client.Subscribe("local", hook.Url))["id"];
        await client.Say("a");
        await hook.NextAsync();
        await Failed(client, id);
        Assert.True(victim.IsQuiet);
    }

    [Fact]
    public async Task An_answer_without_end_is_taken_for_its_status()
    {
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var ended = new TaskCompletionSource();
        hook.Answer = async (http, _) =>
        {
            try
            {
                while (!http.RequestAborted.IsCancellationRequested)
                    await http.Response.Body.WriteAsync(new byte[64 * 1024], http.RequestAborted);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // The node has hung up.
            }
            ended.TrySetResult();
        };
        await client.Subscribe("local", hook.Url);
        await client.Say("a", entity: "user:a");
        await client.Say("b", entity: "user:b");
        Assert.Equal(["a", "b"], await hook.ValuesAsync(2));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task One_that_never_answers_is_left_when_its_time_is_over()
    {
        await using var hook = await Receiver.StartAsync();
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("SUBSCRIPTION_TIMEOUT_S", "1")));
        using var client = node.Anonymous();
        hook.Answer = (http, _) => Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        var id = (await client.Subscribe("local", hook.Url))["id"];
        await client.Say("a");
        await hook.NextAsync();
        await Failed(client, id);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    public async Task A_name_that_leads_inside_is_not_called(string inside)
    {
        await using var hook = await Receiver.StartAsync();
        Queue<IPAddress[]> answers = new([[IPAddress.Parse("9.9.9.9"), IPAddress.Parse(inside)]]);
        await using var node = await TestNode.StartAsync(
            new Dictionary<string, string> { ["AUTH_REQUIRED"] = "true", ["NODE_URL"] = "https://node.example" }, configure: services => Resolving(services, answers));
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var id = (await ada.Subscribe("local", $"https://rebinding.example:{new Uri(hook.Url).Port}/x"))["id"];
        await ada.Say("a");
        await Failed(ada, id);
        Assert.Empty(answers);
        Assert.True(hook.IsQuiet);
    }

    /// <summary>The name is asked once for each connection, and the connection goes to what it said.</summary>
    [Fact]
    public async Task The_address_that_was_checked_is_the_one_that_is_called()
    {
        await using var hook = await Receiver.StartAsync();
        Queue<IPAddress[]> answers = new([[IPAddress.Loopback], [IPAddress.Parse("169.254.169.254")]]);
        await using var node = await TestNode.StartAsync(
            FactCalls.OpenWith(("SUBSCRIPTION_ALLOW_PRIVATE_TARGETS", "true")), configure: services => Resolving(services, answers));
        using var client = node.Anonymous();
        await client.Subscribe("local", $"http://rebinding.example:{new Uri(hook.Url).Port}/x");
        await client.Say("a");
        Assert.Equal(["a"], await hook.ValuesAsync(1));
        Assert.Single(answers);
    }

    private static void Resolving(IServiceCollection services, Queue<IPAddress[]> answers) => services.AddSingleton(provider => new WebhookSender(
        provider.GetRequiredService<DeliveryAddress>(), provider.GetRequiredService<SubscriptionSettings>(), provider.GetRequiredService<TimeProvider>(),
        provider.GetRequiredService<ILogger<WebhookSender>>(), (_, _) => Task.FromResult(answers.Dequeue())));

    private static Task Failed(HttpClient client, string? id) => SubscriptionCalls.Until(async () =>
        (await client.Send("GET", $"/v1/subscriptions/{id}")).Json.GetProperty("consecutive_failures").GetInt32() > 0);
}
