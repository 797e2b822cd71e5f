using Microsoft.AspNetCore.Http;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Subscriptions.Sql;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary><c>POST /v1/subscriptions/{id}/resume</c>: tries at once what rests after failures. An addition to the reference.</summary>
internal sealed class ResumeSubscription(SqlEngine engine, SubscriptionAccess access, EventBells bells)
{
    public static readonly Operation Operation = new(
        "POST", "/v1/subscriptions/{subscription_id}/resume", "resume_subscription", "subscriptions", "Deliver again at once after failures")
    {
        Answer = typeof(SubscriptionRecord),
        Refusals = [403, 404],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        if (!access.Find(call, "/resume").TryGet(out var one, out var fault))
            return Reply.Refuse(fault);
        await engine.WriteAsync(session =>
        {
            if (SubscriptionRows.StateOf(session, one.Number) is { } state)
                SubscriptionRows.SetState(session, one.Number, state with { Failures = 0, IsOpen = false, DueMicroseconds = 0 });
            return true;
        });
        bells.Ring(one.Number);
        return Reply.Ok(access.Record(one));
    }
}
