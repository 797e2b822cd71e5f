using System.Collections.Immutable;
using Stigmem.Core.Facts;
using Stigmem.Core.Subscriptions;
using Stigmem.Node.Aliases;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Subscriptions;

/// <summary>All subscriptions at one moment, found by what they watch: most facts concern none or few of them.</summary>
internal sealed record SubscriptionMap
{
    // The numbers of channels.
    private ImmutableDictionary<(string Tenant, string Target), ImmutableList<long>> _byTarget =
        ImmutableDictionary<(string, string), ImmutableList<long>>.Empty;

    private ImmutableDictionary<Guid, ImmutableList<long>> _byGarden = ImmutableDictionary<Guid, ImmutableList<long>>.Empty;

    public static SubscriptionMap Empty { get; } = new();

    /// <summary>All of them by number.</summary>
    public ImmutableSortedDictionary<long, Subscription> All { get; private init; } = ImmutableSortedDictionary<long, Subscription>.Empty;

    /// <summary>The numbers by id.</summary>
    public ImmutableDictionary<Guid, long> ById { get; private init; } = ImmutableDictionary<Guid, long>.Empty;

    /// <summary>The channels that somebody listens to.</summary>
    public ImmutableDictionary<long, Channel> Channels { get; private init; } = ImmutableDictionary<long, Channel>.Empty;

    public bool IsEmpty => All.IsEmpty;

    /// <summary>The subscription with an id.</summary>
    public Subscription? Find(Guid id) => ById.TryGetValue(id, out var number) ? All[number] : null;

    /// <summary>The channel of those that ask for the same; null when there is none yet.</summary>
    public long? ChannelFor(Subscription one) => Under(KeyOf(one)).Find(channel => channel.Suits(one))?.Number;

    public SubscriptionMap With(Subscription one)
    {
        var known = Channels.GetValueOrDefault(one.Channel);
        var map = this with
        {
            All = All.SetItem(one.Number, one),
            ById = ById.SetItem(one.Id, one.Number),
            Channels = Channels.SetItem(one.Channel, new Channel(one.Channel, (known?.Listeners ?? []).Add(one))),
        };
        return known is not null ? map : map with
        {
            _byTarget = _byTarget.SetItem(KeyOf(one), _byTarget.GetValueOrDefault(KeyOf(one), []).Add(one.Channel)),
            _byGarden = one.Garden is { } garden ? _byGarden.SetItem(garden, _byGarden.GetValueOrDefault(garden, []).Add(one.Channel)) : _byGarden,
        };
    }

    public SubscriptionMap Without(Subscription one)
    {
        var rest = Channels[one.Channel].Listeners.RemoveAll(other => other.Number == one.Number);
        var map = this with
        {
            All = All.Remove(one.Number),
            ById = ById.Remove(one.Id),
            Channels = rest.IsEmpty ? Channels.Remove(one.Channel) : Channels.SetItem(one.Channel, new Channel(one.Channel, rest)),
        };
        return !rest.IsEmpty ? map : map with
        {
            _byTarget = Without(_byTarget, KeyOf(one), one.Channel),
            _byGarden = one.Garden is { } garden ? Without(_byGarden, garden, one.Channel) : _byGarden,
        };
    }

    /// <summary>Whose listeners watch a fact, whether or not they may see it. An entity is watched under all of its names.</summary>
    public IReadOnlyList<Channel> Watching(StoredFact fact, AliasMap aliases)
    {
        var found = Under((fact.Tenant, ScopeKey(fact.Scope.Name())));
        foreach (var name in aliases.Spellings(fact.Tenant, aliases.Resolve(fact.Tenant, fact.Entity)))
            found.AddRange(Under((fact.Tenant, name)));
        if (fact.Garden is not { } garden || !_byGarden.TryGetValue(garden, out var ofGarden))
            return found;
        // A garden may be what its own fact is about.
        found.AddRange(ofGarden.Where(number => found.TrueForAll(known => known.Number != number)).Select(number => Channels[number])
            .Where(channel => channel.Listeners[0].Tenant == fact.Tenant).ToList());
        return found;
    }

    private List<Channel> Under((string, string) key) =>
        _byTarget.TryGetValue(key, out var numbers) ? [.. numbers.Select(number => Channels[number])] : [];

    private static (string Tenant, string Target) KeyOf(Subscription one) => (one.Tenant, one.Kind == TargetKind.Scope ? ScopeKey(one.Target) : one.Target);

    /// <summary>No normalized name has a blank, so none is taken for a scope.</summary>
    private static string ScopeKey(string scope) => $"scope {scope}";

    private static ImmutableDictionary<TKey, ImmutableList<long>> Without<TKey>(
        ImmutableDictionary<TKey, ImmutableList<long>> lists, TKey key, long channel) where TKey : notnull
    {
        var rest = lists[key].Remove(channel);
        return rest.IsEmpty ? lists.Remove(key) : lists.SetItem(key, rest);
    }
}
