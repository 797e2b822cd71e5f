using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Cid;

namespace Stigmem.Node.Cid;

/// <summary><c>GET /v1/facts/{fact_id}/provenance</c>: what a fact was derived from, one level (facts contract, section 13).</summary>
/// <remarks>An origin that the caller may not read looks like one that does not exist.</remarks>
internal sealed class GetProvenance(FactLookup lookup)
{
    public static readonly Operation Operation = new("GET", "/v1/facts/{fact_id}/provenance", "get_provenance_v1_facts__fact_id__provenance_get", "facts", "What a fact was derived from")
    {
        Answer = typeof(ProvenanceResponse),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        if (!lookup.ById(call.PathPart("/v1/facts/", "/provenance"), call.Caller).TryGet(out var fact, out var fault))
            return ValueTask.FromResult(Reply.Refuse(fault));
        return ValueTask.FromResult(Reply.Ok(new ProvenanceResponse
        {
            FactId = fact.Id.ToString(),
            Cid = fact.Cid.ToString(),
            DerivedFrom = [.. Entries(fact.DerivedFromJson).Select(entry => Resolve(entry, call.Caller))],
        }));
    }

    private ProvenanceEntry Resolve(DerivedFrom entry, Principal caller)
    {
        var isFound = Find(entry, caller).TryGet(out var origin, out _);
        return new ProvenanceEntry
        {
            Hash = entry.Hash ?? "",
            FactId = isFound ? origin!.Id.ToString() : null,
            Entity = isFound ? origin!.Entity : null,
            Exists = isFound,
        };
    }

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
