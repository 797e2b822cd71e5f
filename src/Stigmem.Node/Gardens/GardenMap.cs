using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Stigmem.Node.Gardens;

/// <summary>All gardens at one moment; immutable, so a request sees one state of them.</summary>
internal sealed record GardenMap(ImmutableDictionary<Guid, Garden> ById, ImmutableDictionary<(string Tenant, string Slug), Guid> BySlug)
{
    public static GardenMap Empty { get; } = new(ImmutableDictionary<Guid, Garden>.Empty, ImmutableDictionary<(string, string), Guid>.Empty);

    /// <summary>The living garden with a slug or UUID.</summary>
    public bool TryFind(string tenant, string slugOrId, [NotNullWhen(true)] out Garden? garden)
    {
        garden = null;
        var found = Guid.TryParseExact(slugOrId, "D", out var id) && ById.ContainsKey(id)
            || BySlug.TryGetValue((tenant, slugOrId.ToLowerInvariant()), out id);
        return found && ById.TryGetValue(id, out garden) && garden.Tenant == tenant && !garden.IsDeleted;
    }

    /// <summary>The living garden that a request names by its URI: only what follows <c>/garden/</c> counts.</summary>
    public bool TryFindUri(string tenant, string gardenUri, [NotNullWhen(true)] out Garden? garden)
    {
        const string marker = "/garden/";
        var at = gardenUri.IndexOf(marker, StringComparison.Ordinal);
        return TryFind(tenant, (at < 0 ? gardenUri : gardenUri[(at + marker.Length)..]).TrimEnd('/'), out garden);
    }

    public GardenMap With(Garden garden) => new(
        ById.SetItem(garden.Id, garden),
        garden.IsDeleted ? WithoutSlugOf(garden) : BySlug.SetItem((garden.Tenant, garden.Slug), garden.Id));

    /// <summary>The slug of a deleted garden may belong to a new one by now.</summary>
    private ImmutableDictionary<(string Tenant, string Slug), Guid> WithoutSlugOf(Garden garden) =>
        BySlug.TryGetValue((garden.Tenant, garden.Slug), out var id) && id == garden.Id ? BySlug.Remove((garden.Tenant, garden.Slug)) : BySlug;
}
