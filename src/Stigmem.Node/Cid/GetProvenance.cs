using Microsoft.AspNetCore.Http;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Cid;

namespace Stigmem.Node.Cid;

/// <summary><c>GET /v1/facts/{fact_id}/provenance</c>: what a fact was derived from (facts contract, section 13).</summary>
internal sealed class GetProvenance(FactLookup lookup, Origins origins)
{
    private const int Deepest = 5;
    private const string Depth = "depth";

    public static readonly Operation Operation = new("GET", "/v1/facts/{fact_id}/provenance", "get_provenance_v1_facts__fact_id__provenance_get", "facts", "What a fact was derived from")
    {
        Answer = typeof(ProvenanceResponse),
        Parameters = [new(Depth, "integer", "Levels to walk, 1 to 5; adds the graph of all origins that were reached.")],
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        var query = call.Query();
        var depth = query.Integer(Depth, 1, 1, Deepest);
        if (query.Errors.Any)
            return ValueTask.FromResult(Reply.Invalid(query.Errors));
        if (!lookup.ById(call.PathPart("/v1/facts/", "/provenance"), call.Caller).TryGet(out var fact, out var fault))
            return ValueTask.FromResult(Reply.Refuse(fault));
        return ValueTask.FromResult(Reply.Ok(new ProvenanceResponse
        {
            FactId = fact.Id.ToString(),
            Cid = fact.Cid.ToString(),
            DerivedFrom = [.. origins.Of(fact, call.Caller).Select(one => Entry(one.Entry, one.Fact))],
            Graph = query.Has(Depth) ? new OriginWalk(origins, call.Caller).From(fact, depth) : null,
        }));
    }

    private static ProvenanceEntry Entry(DerivedFrom entry, StoredFact? origin) =>
        new() { Hash = entry.Hash ?? "", FactId = origin?.Id.ToString(), Entity = origin?.Entity, Exists = origin is not null };
}
