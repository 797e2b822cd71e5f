using System.Collections.Concurrent;

namespace Stigmem.Node.Subscriptions;

/// <summary>Wakes those who wait for events of a subscription.</summary>
internal sealed class EventBells
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _bells = [];

    /// <summary>Completes with the next ring. Take it before looking for events.</summary>
    public Task Next(long subscription) =>
        _bells.GetOrAdd(subscription, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>There is news: an event, or the end of the subscription.</summary>
    public void Ring(long subscription)
    {
        if (_bells.TryRemove(subscription, out var bell))
            bell.SetResult();
    }
}
