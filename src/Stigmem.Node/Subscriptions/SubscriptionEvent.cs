using Stigmem.Core.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary>Something that the listeners of a channel are told. What it says of the fact is made anew whenever somebody looks.</summary>
/// <param name="Place">The place in the log that it stands for.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Fact">The commit number of the fact.</param>
/// <param name="Other">That of the other side of a contradiction.</param>
internal sealed record SubscriptionEvent(long Place, EventKind Kind, long Fact, long? Other)
{
    public long CreatedMicroseconds { get; init; }

    /// <summary>The numbers of the listeners that might not see it when it happened: to them it is none.</summary>
    public IReadOnlyList<long> Untold { get; init; } = [];

    /// <summary>Whether a listener of its channel is told.</summary>
    public bool IsFor(Subscription one) => Place > one.After && !Untold.Contains(one.Number);
}
