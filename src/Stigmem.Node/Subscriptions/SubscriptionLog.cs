using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Subscriptions;

/// <summary>Log lines of subscriptions, ids 2000 to 2099.</summary>
internal static partial class SubscriptionLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Subscription {SubscriptionId} delivers to an address that this node may not call; see SUBSCRIPTION_ALLOW_PRIVATE_TARGETS")]
    public static partial void NotCallable(ILogger logger, Guid subscriptionId);

    [LoggerMessage(2001, LogLevel.Information, "Subscription {SubscriptionId} could not be delivered to: {Reason}")]
    public static partial void NoAnswer(ILogger logger, Guid subscriptionId, string reason);

    [LoggerMessage(2002, LogLevel.Information, "Subscription {SubscriptionId} could not be delivered to: status {Status}")]
    public static partial void NotTaken(ILogger logger, Guid subscriptionId, int status);

    [LoggerMessage(2003, LogLevel.Warning, "Subscription {SubscriptionId} rests: {Failures} deliveries in a row failed")]
    public static partial void CircuitOpened(ILogger logger, Guid subscriptionId, int failures);

    [LoggerMessage(2004, LogLevel.Information, "Subscription {SubscriptionId} ended: its receiver answered 410")]
    public static partial void ReceiverGone(ILogger logger, Guid subscriptionId);

    [LoggerMessage(2005, LogLevel.Error, "Delivering to subscription {SubscriptionId} failed")]
    public static partial void DeliveryFailed(ILogger logger, Guid subscriptionId, Exception failure);

    [LoggerMessage(2006, LogLevel.Error, "Turning the log into events failed")]
    public static partial void DispatchFailed(ILogger logger, Exception failure);
}
