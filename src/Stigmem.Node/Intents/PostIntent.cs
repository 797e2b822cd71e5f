using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Quotas;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Intents.Sql;
using Stigmem.Node.Quotas;
using Stigmem.Protocol.Intents;

namespace Stigmem.Node.Intents;

/// <summary><c>POST /v1/intents</c>: says an intent in facts that go the way of every assert (operations contract, section 10; decision 0102).</summary>
internal sealed class PostIntent(
    SqlEngine engine, AssertRules rules, IntentTurn turn, QuotaGate quotas, FactMetrics metrics, FactPresenter presenter, EntityNaming naming, IdSource ids)
{
    private const int MostFacts = 500;
    private const int FactsPerToken = 100;

    public static readonly Operation Operation = new("POST", "/v1/intents", "submit_intent_v1_intents_post", "intents", "Post an intent")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(IntentRequest),
        Answer = typeof(IntentRecord),
        Parameters = [new Parameter("Stigmem-Session", "string", "The session that the write belongs to.", "header")],
        Refusals = [400, 403, 409, 413],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var input = IntentReader.Read(body.Object);
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.Has(Permissions.Write))
            return Reply.Refuse(FaultCode.PermissionRequired, "write permission required");
        if (!AssertRules.Session(call.Header("Stigmem-Session")).TryGet(out var session, out var fault) || !Named(input).TryGet(out input, out fault))
            return Reply.Refuse(fault);
        var id = input.Id ?? $"intent:{ids.Next()}";
        var facts = IntentFacts.Of(input, id);
        if (facts.Count > MostFacts)
            return Reply.Refuse(FaultCode.Unprocessable, $"the intent has {facts.Count} facts; at most {MostFacts} go together");
        if (!Drafts(facts, call.Caller, session).TryGet(out var drafts, out fault))
            return Reply.Refuse(fault);
        var moreTokens = (facts.Count - 1) / FactsPerToken;
        if (moreTokens > 0 && quotas.Take(call.Caller, QuotaDimension.FactWrite, moreTokens, call.Http.Response) is { } retryAfter)
            return QuotaExceeded.Answer(call.Http.Response, call.Caller, QuotaDimension.FactWrite, retryAfter);
        var outcome = await engine.WriteAsync(writer => turn.Execute(writer, drafts[0].Entity, new Batch(call.Caller, [.. drafts.Select(draft => new BatchItem(draft, null))], true, null, [])));
        if (!outcome.TryGet(out var written, out fault))
            return Reply.Refuse(fault);
        foreach (var fact in written.Facts)
            metrics.Asserted(call.Caller, new AssertResult(fact, false, false, null));
        return Reply.Created(Record(id, input, written.Facts));
    }

    /// <summary>Sender and recipients under the names that they are stored by.</summary>
    private Outcome<IntentInput> Named(IntentInput input)
    {
        if (!naming.Normalize(input.From).TryGet(out var from, out var fault))
            return new Fault(FaultCode.InvalidEntityUri, $"invalid_entity_uri: from — {fault.Message}");
        List<string> recipients = [];
        for (var i = 0; i < input.To.Count; i++)
        {
            if (!naming.Normalize(input.To[i]).TryGet(out var to, out fault))
                return new Fault(FaultCode.InvalidEntityUri, $"invalid_entity_uri: to[{i}] — {fault.Message}");
            recipients.Add(to);
        }
        return input with { From = from, To = recipients };
    }

    private Outcome<List<AssertDraft>> Drafts(IReadOnlyList<AssertInput> facts, Principal caller, string session)
    {
        List<AssertDraft> drafts = [];
        foreach (var fact in facts)
        {
            if (!rules.Check(fact, caller, session.Length == 0 ? null : session).TryGet(out var draft, out var fault))
                return fault;
            drafts.Add(draft);
        }
        return drafts;
    }

    private IntentRecord Record(string id, IntentInput input, IReadOnlyList<StoredFact> facts) => new()
    {
        Id = id,
        From = input.From,
        To = input.To,
        Goal = input.Goal,
        Scope = input.Scope.Name(),
        CreatedAt = Instants.Format(facts.First(fact => fact.Relation == IntentRelations.Goal).TimestampMicroseconds),
        ExpiresAt = input.ExpiresAt,
        Constraint = Zip(input.Constraints, facts, IntentRelations.Limit, (one, value) => new IntentConstraint { Kind = one.Kind, Limit = value, Unit = one.Unit }),
        Preference = Zip(input.Preferences, facts, IntentRelations.Value, (one, value) => new IntentPreference { Kind = one.Kind, Value = value, Weight = one.Weight }),
        Deference = input.Deferences,
        Escalation = input.Escalation,
        Handoff = input.Handoff,
        FactIds = [.. facts.Select(fact => fact.Id.ToString()).Distinct()],
    };

    private IReadOnlyList<TRecord> Zip<T, TRecord>(
        IReadOnlyList<T> parts, IReadOnlyList<StoredFact> facts, string relation, Func<T, Protocol.Facts.FactValueRecord, TRecord> record) =>
        [.. parts.Zip(facts.Where(fact => fact.Relation == relation), (part, fact) => record(part, presenter.Raw(fact, false, []).Value))];
}
