using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Synthesis;

namespace Stigmem.Node.Synthesis;

/// <summary>
/// <c>GET /v1/scopes/{scope}/synthesize</c>: the surest facts of a scope (operations contract, section 8). The answer does
/// not tell instructions from content, so it has content only; <see cref="SynthesizeTuples"/> tells.
/// </summary>
internal sealed class SynthesizeScope(
    SqlEngine engine, SureFacts facts, SummarizedFacts summarized, FactPresenter presenter, OpenConflicts conflicts, FactIndex index, TimeProvider time)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/scopes/{scope}/synthesize", "synthesize_scope_v1_scopes__scope__synthesize_get", "synthesis", "The surest facts of a scope")
    {
        Answer = typeof(ScopeSynthesis),
        Refusals = [400, 403],
        Parameters =
        [
            new("include_expired", "boolean", "Also facts that have expired."),
            new("limit", "integer", "Facts, 1 to 1000, default 200."),
        ],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        var parameters = call.Query();
        var includeExpired = parameters.Flag("include_expired", false);
        var limit = parameters.Integer("limit", 200, 1, 1_000);
        if (parameters.Errors.Any)
            return Reply.Invalid(parameters.Errors);
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        if (!FactScopes.TryParse(call.PathPart("/v1/scopes/", "/synthesize"), out var scope))
            return Reply.Refuse(FaultCode.BadRequest, $"scope must be one of [{AssertInputReader.Quoted(FactScopes.SortedNames)}]");
        await index.CatchUpAsync(call);
        using var lease = engine.Read();
        lease.HoldSnapshot();
        return Reply.Ok(Summary(lease.Session, call.Caller, scope, includeExpired, limit));
    }

    private ScopeSynthesis Summary(SqlSession session, Principal caller, FactScope scope, bool includeExpired, int limit)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var chosen = SurestFacts.Of(
            facts.OfScope(session, caller.Tenant, scope), limit,
            fact => fact.Value.InterpretAs == InterpretAs.Content
                && (includeExpired ? summarized.IncludeExpired(caller, fact) : summarized.Include(caller, fact, now)));
        var entries = chosen.Select(fact => Entry(session, caller, fact, now)).ToList();
        return new ScopeSynthesis
        {
            Scope = scope.Name(),
            FactCount = entries.Count,
            Facts = entries,
            ContradictionCount = entries.Count(entry => entry.Contradicted),
            MeanConfidence = entries.Count == 0 ? 0 : entries.Average(entry => entry.Confidence),
            FreshestTimestamp = entries.Count == 0 ? null : Instants.Format(chosen.Max(fact => fact.TimestampMicroseconds)),
            OldestTimestamp = entries.Count == 0 ? null : Instants.Format(chosen.Min(fact => fact.TimestampMicroseconds)),
            ExpiredFactCount = entries.Count(entry => entry.IsExpired),
            SynthesizedAt = Instants.Format(now),
        };
    }

    private SynthesizedFact Entry(SqlSession session, Principal caller, StoredFact fact, long now)
    {
        var record = presenter.Read(fact, caller, conflicts.Contradicts(session, fact, now), out _);
        return new SynthesizedFact
        {
            Id = record.Id,
            Entity = record.Entity,
            Relation = record.Relation,
            Value = new SynthesizedValue { Type = record.Value.Type, V = record.SanitizerRedacted ? null : record.Value.V.ToString() },
            Confidence = record.Confidence,
            Timestamp = record.Timestamp,
            ValidUntil = record.ValidUntil,
            IsExpired = fact.IsExpired(now),
            AgeSeconds = (now - fact.TimestampMicroseconds) / 1e6,
            Contradicted = record.Contradicted,
            Source = record.Source,
        };
    }
}
