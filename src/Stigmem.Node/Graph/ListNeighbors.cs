using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Graph;

namespace Stigmem.Node.Graph;

/// <summary><c>GET /v1/graph/neighbors</c>: entities that facts connect with one (operations contract, section 4).</summary>
internal sealed class ListNeighbors(SqlEngine engine, GraphReader graph, FactIndex index, AliasDirectory aliases, EntityNaming naming, TimeProvider time)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/graph/neighbors", "graph_neighbors_v1_graph_neighbors_get", "graph", "Entities that facts connect with one")
    {
        Answer = typeof(NeighborsResponse),
        Refusals = [400, 403],
        Parameters =
        [
            new("entity", "string", "Where to begin; an alias stands for its entity.", IsRequired: true),
            new("scope", "string", "Scope whose facts are followed.", IsRequired: true),
            new("depth", "integer", "Steps, 1 to 3, default 1."),
            new("direction", "string", "out: from the entity of a fact to the one that its value names; in: back; both, the default."),
            new("relation_filter", "string", "Relations to follow, separated by commas; one with * at its end is a prefix."),
            new("min_confidence", "number", "Least confidence of an edge, 0 to 1, default 0.1."),
            new("min_trust", "number", "Least trust of an edge's source, 0 to 1, default 0."),
            new("include_informal", "boolean", "Also follow refs that are no URIs, such as user:bob."),
            new("page_size", "integer", "Neighbours a page, 1 to 200, default 20."),
            new("cursor", "string", "Where the previous page ended; it holds for five minutes."),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var parameters = call.Query();
        var entity = parameters.RequiredText("entity");
        var scopeName = parameters.RequiredText("scope");
        var pageSize = parameters.Integer("page_size", 20, 1, 200);
        var terms = Terms(parameters);
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (terms.Depth > GraphTerms.DeepestDepth)
            return Reply.Refuse(FaultCode.GraphDepthExceeded, $"depth must be ≤ {GraphTerms.DeepestDepth}");
        if (!naming.Normalize(entity).TryGet(out var normalized, out var fault) || !Direction(parameters).TryGet(out var direction, out fault)
            || !Cursor(parameters).TryGet(out var cursor, out fault))
            return Reply.Refuse(fault);
        var seed = aliases.Current.Resolve(call.Caller.Tenant, normalized);
        if (!FactScopes.TryParse(scopeName, out var scope))
            return Reply.Ok(Page(seed, terms, default, cursor, pageSize));
        await index.CatchUpAsync(call);
        using var lease = engine.Read();
        lease.HoldSnapshot();
        terms = terms with { Scope = scope, Direction = direction };
        return Reply.Ok(Page(seed, terms, graph.Reach(lease.Session, call.Caller, [seed], terms), cursor, pageSize));
    }

    private static GraphTerms Terms(QueryReader parameters) => new()
    {
        Scope = default,
        Depth = parameters.Integer("depth", 1, 1, int.MaxValue),
        Relations = RelationFilter.Parse(parameters.Text("relation_filter")),
        MinConfidence = parameters.Number("min_confidence", 0.1, 0, 1),
        MinTrust = parameters.Number("min_trust", 0, 0, 1),
        IncludeInformal = parameters.Flag("include_informal", false),
    };

    private static Outcome<EdgeDirection?> Direction(QueryReader parameters) => parameters.Text("direction") switch
    {
        null or "both" => (EdgeDirection?)null,
        "out" => (EdgeDirection?)EdgeDirection.Out,
        "in" => (EdgeDirection?)EdgeDirection.In,
        _ => new Fault(FaultCode.BadRequest, "direction must be one of ['both', 'in', 'out']"),
    };

    private Outcome<NeighborCursor> Cursor(QueryReader parameters)
    {
        if (parameters.Text("cursor") is not { } text)
            return default(NeighborCursor);
        if (!NeighborCursor.TryDecode(text, out var cursor))
            return new Fault(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor");
        return cursor.IsExpired(time.GetUtcNow().ToUnixTimeSeconds())
            ? new Fault(FaultCode.CursorExpired, $"the cursor is older than {NeighborCursor.HoldsSeconds} seconds; start without a cursor")
            : cursor;
    }

    private NeighborsResponse Page(string entity, GraphTerms terms, Reach reach, NeighborCursor cursor, int pageSize)
    {
        var all = reach.Entities ?? [];
        var page = cursor.Rest(all).Take(pageSize + 1).ToList();
        var hasMore = page.Count > pageSize;
        if (hasMore)
            page.RemoveAt(pageSize);
        return new NeighborsResponse
        {
            Entity = entity,
            Depth = terms.Depth,
            Neighbors = [.. page.Select(Item)],
            NextCursor = hasMore ? Next(page[^1], cursor.Offset + page.Count) : null,
            TotalHint = all.Count,
            Truncated = reach.IsCut,
        };
    }

    private string Next(Reached last, long offset) =>
        new NeighborCursor(offset, time.GetUtcNow().ToUnixTimeSeconds(), (last.Hops, last.Confidence, last.EdgeSeq)).Encode();

    private static NeighborItem Item(Reached one) => new()
    {
        Entity = one.Entity,
        Relation = one.Relation,
        Hops = one.Hops,
        Confidence = one.Confidence,
        SourceTrust = one.SourceTrust,
        Path = one.Path(),
        Direction = one.Direction == EdgeDirection.Out ? "out" : "in",
    };
}
