using System.Collections.Immutable;

namespace Stigmem.Node.Aliases;

/// <summary>All aliases at one moment.</summary>
internal sealed record AliasMap(
    ImmutableDictionary<(string Tenant, string RawUri), EntityAlias> ByRaw,
    ImmutableDictionary<(string Tenant, string CanonicalUri), ImmutableSortedSet<string>> RawsOf)
{
    public static AliasMap Empty { get; } = new(
        ImmutableDictionary<(string, string), EntityAlias>.Empty,
        ImmutableDictionary<(string, string), ImmutableSortedSet<string>>.Empty);

    /// <summary>What a URI stands for: one hop, or itself (facts contract, section 5, step 8).</summary>
    public string Resolve(string tenant, string uri) =>
        ByRaw.IsEmpty || !ByRaw.TryGetValue((tenant, uri), out var alias) ? uri : alias.CanonicalUri;

    /// <summary>A URI and every raw URI that stands for it.</summary>
    public IReadOnlyList<string> Spellings(string tenant, string uri) =>
        RawsOf.IsEmpty || !RawsOf.TryGetValue((tenant, uri), out var raws) ? [uri] : [uri, .. raws];

    public AliasMap With(EntityAlias alias)
    {
        var without = Without(alias.Tenant, alias.RawUri);
        var key = (alias.Tenant, alias.CanonicalUri);
        var raws = without.RawsOf.GetValueOrDefault(key, ImmutableSortedSet.Create<string>(StringComparer.Ordinal));
        return new AliasMap(without.ByRaw.SetItem((alias.Tenant, alias.RawUri), alias), without.RawsOf.SetItem(key, raws.Add(alias.RawUri)));
    }

    public AliasMap Without(string tenant, string rawUri)
    {
        if (!ByRaw.TryGetValue((tenant, rawUri), out var alias))
            return this;
        var key = (tenant, alias.CanonicalUri);
        var raws = RawsOf[key].Remove(rawUri);
        return new AliasMap(ByRaw.Remove((tenant, rawUri)), raws.IsEmpty ? RawsOf.Remove(key) : RawsOf.SetItem(key, raws));
    }
}
