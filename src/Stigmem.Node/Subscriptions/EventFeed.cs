namespace Stigmem.Node.Subscriptions;

/// <summary>
/// The newest events in memory. Who follows closely is told from here, before their rows are written: after a crash the same events are
/// made of the log again, under the same ids.
/// </summary>
/// <param name="most">How many are kept beyond those whose rows are not written yet.</param>
internal sealed class EventFeed(int most = 32_768)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Tail> _tails = [];
    private int _count;
    private long _written;

    /// <summary>Adds events in the order of the log.</summary>
    /// <param name="from">The place up to which the log was read before: between it and these events is none.</param>
    /// <param name="events">The events and their channels.</param>
    public void Add(long from, IReadOnlyList<(long Channel, SubscriptionEvent Event)> events)
    {
        lock (_gate)
        {
            foreach (var (channel, happened) in events)
            {
                if (!_tails.TryGetValue(channel, out var tail))
                    _tails.Add(channel, tail = new Tail { From = from });
                if (tail.Events.Count > 0 && tail.Events[^1].Place >= happened.Place)
                    continue;
                tail.Events.Add(happened);
                _count++;
            }
        }
    }

    /// <summary>All rows up to a place are written; if memory holds too many events, those may go.</summary>
    public void Written(long place)
    {
        lock (_gate)
        {
            _written = place;
            if (_count > most)
                Drop(happened => happened.Place <= place);
        }
    }

    /// <summary>Drops what was recorded before a time, as far as its row was written.</summary>
    public void Forget(long before)
    {
        lock (_gate)
            Drop(happened => happened.CreatedMicroseconds < before && happened.Place <= _written);
    }

    /// <summary>What a subscription is told after a place, oldest first.</summary>
    /// <returns>The events, and whether memory reaches back to that place; if not, earlier ones have their rows.</returns>
    public (bool IsWhole, EventPage Page) After(Subscription one, long after, long since, int most)
    {
        List<SubscriptionEvent> events = [];
        var reached = Math.Max(after, one.After);
        lock (_gate)
        {
            if (!_tails.TryGetValue(one.Channel, out var tail))
                return (false, new EventPage(events, reached));
            var isWhole = reached >= tail.From;
            for (var i = tail.IndexAfter(reached); i < tail.Events.Count && events.Count < most; i++)
            {
                reached = tail.Events[i].Place;
                if (tail.Events[i].IsFor(one) && tail.Events[i].CreatedMicroseconds >= since)
                    events.Add(tail.Events[i]);
            }
            return (isWhole, new EventPage(events, reached));
        }
    }

    /// <summary>Drops the oldest events as long as a condition holds.</summary>
    private void Drop(Func<SubscriptionEvent, bool> mayGo)
    {
        foreach (var (channel, tail) in _tails)
        {
            var count = tail.Events.FindIndex(happened => !mayGo(happened)) is var first and >= 0 ? first : tail.Events.Count;
            if (count > 0)
                tail.From = tail.Events[count - 1].Place;
            tail.Events.RemoveRange(0, count);
            _count -= count;
            if (tail.Events.Count == 0)
                _tails.Remove(channel);
        }
    }

    /// <summary>All events of a channel behind a place.</summary>
    private sealed class Tail
    {
        public long From { get; set; }

        public List<SubscriptionEvent> Events { get; } = [];

        public int IndexAfter(long place)
        {
            var (low, high) = (0, Events.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (Events[middle].Place <= place)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low;
        }
    }
}
