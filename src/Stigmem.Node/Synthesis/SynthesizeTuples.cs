using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Paging;
using Stigmem.Core.Quotas;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Synthesis;

namespace Stigmem.Node.Synthesis;

/// <summary><c>POST /v1/synthesis</c>: what a scope says, one entry a tuple, the preferred value and the best other one.</summary>
internal sealed class SynthesizeTuples(SqlEngine engine, TuplePages pages, FactIndex index, AliasDirectory aliases, EntityNaming naming)
{
    private const int LargestPage = 1_000;

    public static readonly Operation Operation = new(
        "POST", "/v1/synthesis", "synthesize_tuples_v1_synthesis_post", "synthesis", "What a scope says, tuple by tuple")
    {
        Dimension = QuotaDimension.FactRead,
        IsRead = true,
        Body = typeof(SynthesisRequest),
        Answer = typeof(TupleSynthesis),
        Refusals = [400, 403],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var fields = body.Object;
        var scopeName = fields.RequiredText("scope");
        var (entity, relation, cursor) = (fields.OptionalText("entity"), fields.OptionalText("relation"), fields.OptionalText("cursor"));
        var minConfidence = fields.Number("min_confidence", 0, 0, 1);
        var limit = (int)fields.Number("limit", 200, 1, LargestPage);
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (!FactScopes.TryParse(scopeName, out var scope))
            return Reply.Refuse(FaultCode.BadRequest, $"scope must be one of [{AssertInputReader.Quoted(FactScopes.SortedNames)}]");
        if (!Names(call.Caller.Tenant, entity).TryGet(out var names, out var fault) || !Place(cursor).TryGet(out var after, out fault))
            return Reply.Refuse(fault);
        await index.CatchUpAsync(call);
        using var lease = engine.Read();
        lease.HoldSnapshot();
        var query = new TupleQuery(
            call.Caller, scope, names.Length == 0 ? null : names, RelationFilter.Parse(relation), minConfidence, limit, cursor is null ? null : after);
        return Reply.Ok(pages.Read(lease.Session, query));
    }

    /// <summary>The entity and its aliases; none when no entity is asked for.</summary>
    private Outcome<string[]> Names(string tenant, string? entity)
    {
        if (entity is null)
            return Array.Empty<string>();
        if (!naming.Normalize(entity).TryGet(out var normalized, out var fault))
            return fault;
        return aliases.Current.Spellings(tenant, aliases.Current.Resolve(tenant, normalized)).ToArray();
    }

    private static Outcome<SureCursor> Place(string? cursor)
    {
        if (cursor is null)
            return SureCursor.Start;
        return SureCursor.TryDecode(cursor, out var place)
            ? place
            : new Fault(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor");
    }
}
