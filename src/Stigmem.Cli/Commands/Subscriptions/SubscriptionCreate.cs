using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Sdk.Subscriptions;

namespace Stigmem.Cli.Commands.Subscriptions;

/// <summary><c>stigmem subscription create</c>.</summary>
internal static class SubscriptionCreate
{
    private static readonly Option<string?> Webhook = new("--webhook") { Description = "The URL that the node calls.", HelpName = "url" };
    private static readonly Option<string?> Wake = new("--wake") { Description = "The identity that a line on the node's stderr names.", HelpName = "identity" };

    public static Command Create() => Define.OnNode(
        "create", "Subscribes a webhook, or an identity to wake.",
        [SubscriptionArguments.Target, Webhook, Wake, SubscriptionArguments.Kinds, SubscriptionArguments.Peers], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var wanted = Read(call) with { EventFilter = SubscriptionArguments.Filter(call), IncludePeers = call.Get(SubscriptionArguments.Peers) };
        var made = await call.Client.Subscriptions.CreateAsync(wanted, call.Cancellation);
        call.Output.Show(made, shown => call.Output.Fields(("id", shown.Id), ("target", shown.Target), ("on_change", shown.OnChange), ("secret", shown.Secret)));
        if (made.Secret is not null)
            call.Output.Note("The secret is shown once: keep it where the receiver checks X-Stigmem-Signature.");
        return ExitCodes.Ok;
    }

    private static NewSubscription Read(NodeCall call)
    {
        var target = call.Get(SubscriptionArguments.Target);
        return (call.Get(Webhook), call.Get(Wake)) switch
        {
            ({ } url, null) => Uri.TryCreate(url, UriKind.Absolute, out var parsed)
                ? NewSubscription.Webhook(target, parsed)
                : throw CommandFailure.Usage($"'{url}' is not a URL", "Write one such as https://hooks.example/stigmem."),
            (null, { } identity) => NewSubscription.Wake(target, identity),
            _ => throw CommandFailure.Usage("give --webhook or --wake, not both", "'stigmem subscribe <target>' follows in the terminal."),
        };
    }
}
