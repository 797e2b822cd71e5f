using System.Collections.Immutable;
using Stigmem.Core.Facts;
using Stigmem.Core.Subscriptions;
using Stigmem.Node.Aliases;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Subscriptions;

/// <summary>All subscriptions at one moment, found by what they watch: most facts concern none or few of them.</summary>
internal sealed record SubscriptionMap
{
    private ImmutableDictionary<(string Tenant, string Target), ImmutableList<Subscription>> _byTarget =
        ImmutableDictionary<(string, string), ImmutableList<Subscription>>.Empty;

    private ImmutableDictionary<Guid, ImmutableList<Subscription>> _byGarden = ImmutableDictionary<Guid, ImmutableList<Subscription>>.Empty;

    public static SubscriptionMap Empty { get; } = new();

    /// <summary>All of them by number.</summary>
    public ImmutableSortedDictionary<long, Subscription> All { get; private init; } = ImmutableSortedDictionary<long, Subscription>.Empty;

    /// <summary>The numbers by id.</summary>
    public ImmutableDictionary<Guid, long> ById { get; private init; } = ImmutableDictionary<Guid, long>.Empty;

    public bool IsEmpty => All.IsEmpty;

    /// <summary>The subscription with an id.</summary>
    public Subscription? Find(Guid id) => ById.TryGetValue(id, out var number) ? All[number] : null;

    public SubscriptionMap With(Subscription one) => this with
    {
        All = All.SetItem(one.Number, one),
        ById = ById.SetItem(one.Id, one.Number),
        _byTarget = _byTarget.SetItem(KeyOf(one), _byTarget.GetValueOrDefault(KeyOf(one), []).Add(one)),
        _byGarden = one.Garden is { } garden ? _byGarden.SetItem(garden, _byGarden.GetValueOrDefault(garden, []).Add(one)) : _byGarden,
    };

    public SubscriptionMap Without(Subscription one) => this with
    {
        All = All.Remove(one.Number),
        ById = ById.Remove(one.Id),
        _byTarget = Without(_byTarget, KeyOf(one), one),
        _byGarden = one.Garden is { } garden ? Without(_byGarden, garden, one) : _byGarden,
    };

    /// <summary>Those that watch a fact, whether or not they may see it. An entity is watched under all of its names.</summary>
    public IEnumerable<Subscription> Watching(StoredFact fact, AliasMap aliases)
    {
        IEnumerable<Subscription> found = Under((fact.Tenant, ScopeKey(fact.Scope.Name())));
        foreach (var name in aliases.Spellings(fact.Tenant, aliases.Resolve(fact.Tenant, fact.Entity)))
            found = found.Concat(Under((fact.Tenant, name)));
        if (fact.Garden is { } garden && _byGarden.TryGetValue(garden, out var ofGarden))
            found = found.Concat(ofGarden.Where(one => one.Tenant == fact.Tenant && one.Target != fact.Entity));
        return found;
    }

    private ImmutableList<Subscription> Under((string, string) key) => _byTarget.GetValueOrDefault(key, []);

    private static (string Tenant, string Target) KeyOf(Subscription one) => (one.Tenant, one.Kind == TargetKind.Scope ? ScopeKey(one.Target) : one.Target);

    /// <summary>No normalized name has a blank, so none is taken for a scope.</summary>
    private static string ScopeKey(string scope) => $"scope {scope}";

    private static ImmutableDictionary<TKey, ImmutableList<Subscription>> Without<TKey>(
        ImmutableDictionary<TKey, ImmutableList<Subscription>> lists, TKey key, Subscription one) where TKey : notnull
    {
        var rest = lists[key].RemoveAll(other => other.Number == one.Number);
        return rest.IsEmpty ? lists.Remove(key) : lists.SetItem(key, rest);
    }
}
