using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Tracing;
using Stigmem.Protocol.Facts;

namespace Stigmem.Node.Facts;

/// <summary><c>POST /v1/facts</c>: one fact in (facts contract, section 9).</summary>
internal sealed class AssertFact(SqlEngine engine, AssertRules rules, AssertTurn turn, FactPresenter presenter, FactMetrics metrics, NodeTrace trace)
{
    public static readonly Operation Operation = new("POST", "/v1/facts", "assert_fact_v1_facts_post", "facts", "Assert a fact")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(AssertRequest),
        Answer = typeof(FactRecord),
        Parameters = [new Parameter("Stigmem-Session", "string", "The session that the write belongs to.", "header")],
        Refusals = [400, 403, 404, 413],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var input = AssertInputReader.Read(body.Object);
        if (body.Errors.Any)
            return body.Refusal;
        if (!AssertRules.Session(call.Header("Stigmem-Session")).TryGet(out var session, out var fault)
            || !rules.Check(input, call.Caller, session.Length == 0 ? null : session).TryGet(out var draft, out fault))
            return Reply.Refuse(fault);
        using var span = trace.Assert();
        var write = new AssertWrite(turn, draft);
        engine.Enqueue(write);
        var result = await write.Completion;
        trace.Asserted(span, call.Caller, result);
        return result.Fault is { } refused ? Reply.Refuse(refused) : Answer(call, draft, result);
    }

    private IResult Answer(Call call, AssertDraft draft, AssertResult result)
    {
        metrics.Asserted(call.Caller, result);
        if (result.IsExisting)
            call.Http.Response.Headers["Stigmem-Existing"] = "true";
        var warnings = result.IsExisting ? [] : draft.Warnings;
        return Reply.Created(presenter.Raw(result.Fact!, result.Contradicted, warnings));
    }
}
