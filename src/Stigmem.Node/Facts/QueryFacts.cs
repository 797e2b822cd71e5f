using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Paging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary><c>GET /v1/facts</c>: facts that match filters, newest first (facts contract, section 11).</summary>
internal sealed class QueryFacts(
    SqlEngine engine, FactPages pages, FactReader reader, FactVisibility visibility, GardenDirectory gardens, AliasDirectory aliases, FactIndex index,
    SessionReads sessions, FactMetrics metrics, EntityNaming naming)
{
    private const int LargestPage = 500;

    public static readonly Operation Operation = new("GET", "/v1/facts", "query_facts_v1_facts_get", "facts", "Query facts, newest first")
    {
        Answer = typeof(FactPage),
        Refusals = [400, 403, 404, 501],
        Parameters =
        [
            new("entity", "string", "Entity; facts under its aliases are found too."),
            new("relation", "string", "Relation, exactly."),
            new("source", "string", "Source; facts under its aliases are found too."),
            new("scope", "string", "local, team, company or public."),
            new("min_confidence", "number", "Least confidence, 0 to 1; an explicit 0 also shows retractions."),
            new("include_contradicted", "boolean", "Also facts that others contradict."),
            new("include_expired", "boolean", "Also expired and retracted facts."),
            new("after", "string", "Only facts after this ISO 8601 time."),
            new("cursor", "string", "Where the previous page ended."),
            new("limit", "integer", "Facts a page, 1 to 500, default 50."),
            new("garden_id", "string", "Only facts of this garden; members only."),
            new("attested", "boolean", "Only facts with this source-attestation verdict."),
            new("include_low_trust", "boolean", "In strict trust mode, also facts of low trust."),
            new("as_of", "string", "Time travel; answered 501 by a node without it."),
            new("prefer", "string", "winner or latest: the fact to show of a contradicted tuple; default none."),
            new("include_total", "boolean", "Also total_matches: how many facts all pages have together. Reads every match."),
            new("Stigmem-Session", "string", "The session that the read belongs to.", "header"),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var parameters = call.Query();
        if (!Read(call, parameters).TryGet(out var query, out var fault))
            return parameters.Errors.Any ? Reply.Invalid(parameters.Errors) : Reply.Refuse(fault);
        if (!AssertRules.Session(call.Header("Stigmem-Session")).TryGet(out var session, out fault))
            return Reply.Refuse(fault);
        if (FactSearch.WantsIndex(query))
            query = query with { MayUseIndex = await index.CatchUpAsync() };
        FactPage page;
        var seen = session.Length > 0 ? new SeenFacts() : null;
        using (var lease = engine.Read())
        {
            if (query.IncludeTotal)
                lease.HoldSnapshot();
            page = pages.Read(lease.Session, query, call.Caller, seen);
        }
        if (seen is not null)
            await sessions.MarkAsync(session, call.Caller, seen);
        metrics.Read(call.Caller);
        if (page.Total is { } total)
            call.Http.Response.Headers["X-Total-Count"] = total.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Reply.Ok(page);
    }

    private Outcome<FactQuery> Read(Call call, QueryReader parameters)
    {
        var minConfidence = parameters.Number("min_confidence", 0, 0, 1);
        var query = new FactQuery
        {
            Entities = Spellings(call.Caller, parameters.Text("entity")),
            Relation = parameters.Text("relation"),
            Sources = Spellings(call.Caller, parameters.Text("source")),
            MinConfidence = minConfidence,
            ShowsRetractions = parameters.Has("min_confidence") && minConfidence == 0,
            IncludeContradicted = parameters.Flag("include_contradicted", false),
            IncludeExpired = parameters.Flag("include_expired", false),
            IncludeLowTrust = parameters.Flag("include_low_trust", false),
            IncludeTotal = parameters.Flag("include_total", false),
            Attested = parameters.OptionalFlag("attested"),
            Limit = parameters.Integer("limit", 50, 1, LargestPage),
        };
        if (parameters.Errors.Any)
            return new Fault(FaultCode.ValidationFailed, "");
        if (!call.Caller.Has(Permissions.Read))
            return new Fault(FaultCode.PermissionRequired, "read permission required");
        if (parameters.Has("as_of"))
            return new Fault(FaultCode.TimeTravelPluginNotLoaded, "as_of needs time travel, which this node does not have");
        return Narrow(query, call.Caller, parameters);
    }

    private Outcome<FactQuery> Narrow(FactQuery query, Principal caller, QueryReader parameters)
    {
        if (parameters.Text("scope") is { } scopeName)
        {
            if (!FactScopes.TryParse(scopeName, out var scope))
                return new Fault(FaultCode.BadRequest, $"scope must be one of [{AssertInputReader.Quoted(FactScopes.SortedNames)}]");
            query = query with { Scope = scope };
        }
        if (parameters.Text("after") is { } after)
        {
            if (!Instants.TryParse(after, out var microseconds))
                return new Fault(FaultCode.BadRequest, "after must be an ISO 8601 date or time");
            query = query with { After = microseconds };
        }
        if (parameters.Text("prefer") is { } preference)
        {
            if (preference is not ("winner" or "latest"))
                return new Fault(FaultCode.BadRequest, "prefer must be one of ['latest', 'winner']");
            query = query with { Prefer = preference == "winner" ? Preference.Winner : Preference.Latest };
        }
        if (parameters.Text("cursor") is { } cursorText)
        {
            if (!Cursor(cursorText, caller).TryGet(out var cursor, out var fault))
                return fault;
            query = query with { Cursor = cursor };
        }
        return parameters.Text("garden_id") is { } gardenUri ? InGarden(query, caller, gardenUri) : query;
    }

    private Outcome<FactQuery> InGarden(FactQuery query, Principal caller, string gardenUri)
    {
        if (!gardens.Current.TryFindUri(caller.Tenant, gardenUri, out var garden))
            return new Fault(FaultCode.NotFound, "garden not found");
        return garden.RoleOf(caller.EntityUri) is null
            ? new Fault(FaultCode.GardenAccessDenied, GardenAccess.NotAMember)
            : query with { Garden = garden.Id };
    }

    /// <summary>Our own cursors, and bare ids, of facts the caller may see, that clients of the reference may still hold.</summary>
    private Outcome<KeysetCursor> Cursor(string text, Principal caller)
    {
        if (KeysetCursor.TryDecode(text, out var cursor))
            return cursor;
        if (Guid.TryParseExact(text, "D", out var id) && reader.Find(id, caller.Tenant) is { } fact && visibility.Shows(caller, fact))
            return new KeysetCursor(fact.TimestampMicroseconds, fact.Id);
        return new Fault(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor");
    }

    private IReadOnlyList<string>? Spellings(Principal caller, string? uri)
    {
        if (uri is null)
            return null;
        var normalized = naming.Normalize(uri).TryGet(out var text, out _) ? text : uri;
        return aliases.Current.Spellings(caller.Tenant, normalized);
    }
}
