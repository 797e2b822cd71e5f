using System.CommandLine;

namespace Stigmem.Cli.Commands.Subscriptions;

/// <summary>Arguments and options that commands of subscriptions share.</summary>
internal static class SubscriptionArguments
{
    public static Argument<string> Id { get; } = new("subscription") { Description = "The id of a subscription." };

    public static Argument<string> Target { get; } = new("target") { Description = "A scope, an entity or the URI of a garden; 'scope:' or 'entity:' before it says which." };

    public static Option<string[]> Kinds { get; } = new("--event")
    {
        Description = "Only this: fact_assert, fact_retract or contradiction_detected; may be repeated. Default: every assert.",
        HelpName = "kind",
    };

    public static Option<bool> Peers { get; } = new("--peers") { Description = "Also facts that peers sent." };

    public static Option<string?> After { get; } = new("--after") { Description = "Only events behind the one with this id.", HelpName = "event" };

    /// <summary>The kinds of events that were asked for; null for those without a filter.</summary>
    public static IReadOnlyList<string>? Filter(NodeCall call) => call.Get(Kinds) is { Length: > 0 } kinds ? kinds : null;
}
