namespace Stigmem.Core.Subscriptions;

/// <summary>The kinds of events that a subscription asks for; the default value asks for what the reference tells.</summary>
/// <param name="Bits">One bit a kind, at the position of its number; 0 is no filter.</param>
public readonly record struct EventFilter(int Bits)
{
    /// <summary>Whether kinds were asked for by name.</summary>
    public bool IsSet => Bits != 0;

    /// <summary>A filter that also takes a kind.</summary>
    public EventFilter With(EventKind kind) => new(Bits | (1 << (int)kind));

    /// <summary>What a written fact is to the subscriber; null when it did not ask for that.</summary>
    public EventKind? OfFact(bool isRetraction)
    {
        if (!IsSet)
            return EventKind.FactAsserted;
        var kind = isRetraction ? EventKind.FactRetract : EventKind.FactAssert;
        return Has(kind) ? kind : null;
    }

    /// <summary>Whether a kind was asked for by name.</summary>
    public bool Has(EventKind kind) => (Bits & (1 << (int)kind)) != 0;

    /// <summary>The names that were asked for; null without a filter.</summary>
    public IReadOnlyList<string>? Names()
    {
        var filter = this;
        return IsSet ? [.. Enum.GetValues<EventKind>().Where(filter.Has).Select(kind => kind.Name())] : null;
    }
}
