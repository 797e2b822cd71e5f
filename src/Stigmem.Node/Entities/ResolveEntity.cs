using Microsoft.AspNetCore.Http;
using Stigmem.Core.Entities;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Entities.Sql;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Entities;

namespace Stigmem.Node.Entities;

/// <summary>
/// <c>GET /v1/entities/resolve</c>: which entity a name means, by use, by alias, by likeness (operations contract,
/// section 5). Facts that the caller may not see count for nothing.
/// </summary>
internal sealed class ResolveEntity(SqlEngine engine, EntityNames names, AliasDirectory aliases, FactIndex index, EntityNaming naming)
{
    private const int MostCompared = 2_000;

    public static readonly Operation Operation = new(
        "GET", "/v1/entities/resolve", "resolve_entity_uri_v1_entities_resolve_get", "entities", "Find the entity that a name means")
    {
        Answer = typeof(ResolveResponse),
        Refusals = [403],
        Parameters =
        [
            new("uri", "string", "The name.", IsRequired: true),
            new("top_k", "integer", "Candidates of similar name, 1 to 20, default 5."),
            new("threshold", "number", "Least likeness of a candidate, 0 to 1, default 0.5."),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        await index.CatchUpAsync();
        return Answer(call);
    }

    private IResult Answer(Call call)
    {
        var parameters = call.Query();
        var uri = parameters.RequiredText("uri");
        var topK = parameters.Integer("top_k", 5, 1, 20);
        var threshold = parameters.Number("threshold", 0.5, 0, 1);
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (!naming.Normalize(uri).TryGet(out var canonical, out _))
            return Reply.Ok(Result(uri, null, null, null));
        using var lease = engine.Read();
        lease.HoldSnapshot();
        if (names.IsKnown(lease.Session, call.Caller, canonical))
            return Reply.Ok(Result(uri, canonical, canonical, 1) with { Layer1Match = true });
        if (Alias(call.Caller.Tenant, canonical, uri) is { } target)
            return Reply.Ok(Result(uri, canonical, target, 2) with { Layer2Match = target });
        var candidates = Similar(lease.Session, call.Caller, canonical, topK, threshold);
        return Reply.Ok(candidates.Count == 0
            ? Result(uri, canonical, canonical, null)
            : Result(uri, canonical, candidates[0].Uri, 3) with { Layer3Candidates = candidates });
    }

    private string? Alias(string tenant, string canonical, string uri)
    {
        var byRaw = aliases.Current.ByRaw;
        return (byRaw.GetValueOrDefault((tenant, canonical)) ?? byRaw.GetValueOrDefault((tenant, uri)))?.CanonicalUri;
    }

    /// <summary>The best of the same type; whether the caller may know one is asked only of those that are alike.</summary>
    private List<EntityCandidate> Similar(SqlSession session, Principal caller, string canonical, int topK, double threshold)
    {
        var colon = canonical.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == canonical.Length - 1 || canonical.StartsWith("stigmem:", StringComparison.Ordinal))
            return [];
        var (type, id) = (canonical[..(colon + 1)], canonical[(colon + 1)..]);
        var alike = names.OfType(session, caller.Tenant, type, MostCompared)
            .Where(name => name != canonical)
            .Select(name => (Name: name, Score: EntitySimilarity.Score(id, name[type.Length..])))
            .Where(candidate => candidate.Score >= threshold)
            .OrderByDescending(candidate => candidate.Score).ThenBy(candidate => candidate.Name, StringComparer.Ordinal);
        return
        [
            .. alike.Where(candidate => names.IsKnown(session, caller, candidate.Name)).Take(topK).Select(candidate => new EntityCandidate
            {
                Uri = candidate.Name,
                Score = EntitySimilarity.Rounded(candidate.Score),
                MatchNote = EntitySimilarity.MatchNote(candidate.Score, id, candidate.Name[type.Length..]),
            }),
        ];
    }

    private static ResolveResponse Result(string query, string? canonical, string? best, int? layer) => new()
    {
        Query = query,
        Canonical = canonical,
        Best = best,
        ResolutionLayer = layer,
        Layer1Match = false,
        Layer2Match = null,
        Layer3Candidates = [],
    };
}
