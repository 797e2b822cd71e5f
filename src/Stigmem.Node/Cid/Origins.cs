using System.Text.Json;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Cid;

/// <summary>Finds the facts that another was derived from. One that the caller may not read looks like one that does not exist.</summary>
internal sealed class Origins(FactLookup lookup)
{
    /// <summary>What a fact names as its origins, each with the fact if it was found.</summary>
    public IEnumerable<(DerivedFrom Entry, StoredFact? Fact)> Of(StoredFact fact, Principal caller) =>
        Entries(fact.DerivedFromJson).Select(entry => (entry, Find(entry, caller).TryGet(out var origin, out _) ? origin : null));

    private Outcome<StoredFact> Find(DerivedFrom entry, Principal caller)
    {
        if (!string.IsNullOrEmpty(entry.FactId))
            return lookup.ById(entry.FactId, caller);
        return entry.Hash is { } hash && hash.StartsWith(ContentId.Prefix, StringComparison.Ordinal)
            ? lookup.Find(hash, caller)
            : new Fault(FaultCode.NotFound, "");
    }

    private static IReadOnlyList<DerivedFrom> Entries(string? json)
    {
        if (json is null)
            return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(entry => new DerivedFrom(Member(entry, "fact_id"), Member(entry, "hash")))];
    }

    private static string? Member(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && ObjectReader.TryText(value, out var text) ? text : null;
}
