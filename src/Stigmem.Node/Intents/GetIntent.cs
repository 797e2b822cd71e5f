using Microsoft.AspNetCore.Http;
using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Hosting;
using Stigmem.Node.Intents.Sql;
using Stigmem.Protocol.Intents;

namespace Stigmem.Node.Intents;

/// <summary><c>GET /v1/intents/{id}</c>: an intent, put together from its live facts (operations contract, section 10).</summary>
internal sealed class GetIntent(SqlEngine engine, StoredIntents intents, FactPresenter presenter, EntityNaming naming, FactMetrics metrics, TimeProvider time)
{
    public static readonly Operation Operation = new("GET", "/v1/intents/{**intent_id}", "get_intent_v1_intents__intent_id__get", "intents", "Get an intent")
    {
        Answer = typeof(IntentRecord),
        Refusals = [403, 404],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        if (!call.Caller.Has(Permissions.Read))
            return Reply.Refuse(FaultCode.PermissionRequired, "read permission required");
        var id = call.PathPart("/v1/intents/");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        using var lease = engine.Read();
        if (!naming.Normalize(id).TryGet(out var name, out _) || intents.FindGoal(lease.Session, name, call.Caller) is not { } goal || !goal.IsLive(now))
            return Reply.Refuse(FaultCode.NotFound, "intent not found");
        metrics.Read(call.Caller);
        return Reply.Ok(new IntentAssembly(intents, presenter, lease.Session, goal, call.Caller, now).Assemble(id));
    }
}
