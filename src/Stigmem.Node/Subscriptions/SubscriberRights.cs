using System.Collections.Immutable;
using Stigmem.Core.Tenants;
using Stigmem.Node.Auth;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Subscriptions;

/// <summary>
/// What a subscriber may see at this moment, when nobody is there to show a key: what one of its living keys shows, and no more than
/// the key that made the subscription.
/// </summary>
internal sealed class SubscriberRights(KeyDirectory keys, AuthSettings settings, FactVisibility visibility, TimeProvider time)
{
    private volatile Holders _holders = new(ImmutableDictionary<string, ApiKey>.Empty);

    /// <summary>Whom the subscription stands for now; nobody when no key of the subscriber lives.</summary>
    public IReadOnlyList<Principal> Viewers(Subscription one)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var living = Current().Of(one).Where(key => !key.IsExpired(now)).Select(key => key.Principal!);
        if (!settings.Required && one.Subscriber == Principal.Anonymous.EntityUri && one.Tenant == TenantId.Default)
            living = living.Append(Principal.Anonymous);
        return [.. living.Where(viewer => viewer.Has(Permissions.Read)).Select(viewer => viewer with
        {
            Permissions = viewer.Permissions & one.Permissions,
            Scopes = new ScopeSet((byte)(viewer.Scopes.Bits & one.Scopes.Bits)),
        })];
    }

    /// <summary>Whether a viewer may see a fact, and the other side of its contradiction.</summary>
    public bool Shows(Principal viewer, StoredFact fact, StoredFact? other) =>
        visibility.Shows(viewer, fact) && (other is null || visibility.Shows(viewer, other));

    /// <summary>Keys by holder, made anew when a key comes or goes.</summary>
    private Holders Current()
    {
        var known = _holders;
        if (!ReferenceEquals(known.Keys, keys.Current))
            _holders = known = new Holders(keys.Current);
        return known;
    }

    private sealed class Holders(ImmutableDictionary<string, ApiKey> keys)
    {
        private readonly ILookup<(string, string), ApiKey> _byHolder = keys.Values.ToLookup(key => (key.Principal!.Tenant, key.Principal.EntityUri));

        public ImmutableDictionary<string, ApiKey> Keys => keys;

        public IEnumerable<ApiKey> Of(Subscription one) => _byHolder[(one.Tenant, one.Subscriber)];
    }
}
