using System.Collections.Immutable;
using Stigmem.Core.Subscriptions;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Subscriptions;

/// <summary>Subscriptions that ask for the same: what each of them may see is another matter.</summary>
/// <param name="Number">The number of the first that there was; never given out twice.</param>
/// <param name="Listeners">Those there are, at least one.</param>
internal sealed record Channel(long Number, ImmutableList<Subscription> Listeners)
{
    /// <summary>Whether another subscription asks for the same.</summary>
    public bool Suits(Subscription one)
    {
        var first = Listeners[0];
        return (one.Tenant, one.Kind, one.Target, one.Garden, one.Filter, one.IncludesPeers)
            == (first.Tenant, first.Kind, first.Target, first.Garden, first.Filter, first.IncludesPeers);
    }

    /// <summary>What a fact is to those who listen; null when they did not ask. A contradiction of something said here is news from here.</summary>
    public EventKind? KindFor(StoredFact fact, StoredFact? other)
    {
        var asked = Listeners[0];
        var isOfPeers = fact.ReceivedFrom is not null && other is not { ReceivedFrom: null };
        if (isOfPeers && !asked.IncludesPeers)
            return null;
        if (other is null)
            return asked.Filter.OfFact(fact.Confidence == 0);
        return asked.Filter.Has(EventKind.ContradictionDetected) ? EventKind.ContradictionDetected : null;
    }
}
