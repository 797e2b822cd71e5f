namespace Stigmem.Node.Subscriptions;

/// <summary>Some of what a subscription is told.</summary>
/// <param name="Events">Oldest first.</param>
/// <param name="Reached">Up to here the channel was looked at: between the last event and this place there is none for the subscription.</param>
internal readonly record struct EventPage(List<SubscriptionEvent> Events, long Reached);
