using Stigmem.Core.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary>Something that a subscription is told. What it says of the fact is made anew whenever somebody looks.</summary>
/// <param name="Place">The place in the log that it stands for.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Fact">The commit number of the fact.</param>
/// <param name="Other">That of the other side of a contradiction.</param>
internal sealed record SubscriptionEvent(long Place, EventKind Kind, long Fact, long? Other)
{
    public long CreatedMicroseconds { get; init; }

    public long? DeliveredMicroseconds { get; init; }

    public EventStatus Status { get; init; }

    public int Attempts { get; init; }
}
