using System.CommandLine;

namespace Stigmem.Cli.Commands.Subscriptions;

/// <summary><c>stigmem subscription</c>.</summary>
internal static class SubscriptionGroup
{
    public static Command Create() => Define.Group(
        "subscription", "Being told of facts as they are written.",
        SubscriptionList.Create(), SubscriptionCreate.Create(), SubscriptionEvents.Create(), SubscriptionResume.Create(), SubscriptionDelete.Create());
}
