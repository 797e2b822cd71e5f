using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Ops;

/// <summary><c>GET /readyz</c>: storage, migrations, writer and jobs are in order; an addition to the reference.</summary>
internal sealed class GetReadiness(NodeChecks checks)
{
    public static readonly Operation Operation = new("GET", "/readyz", "readiness_readyz_get", "ops", "Tell whether the node can serve")
    {
        IsOpen = true,
        Answer = typeof(ReadyStatus),
        Refusals = [503],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        var results = checks.Run();
        var isReady = results.All(check => check.Status == "ok");
        var status = new ReadyStatus { Status = isReady ? "ok" : "failed", Checks = results };
        return ValueTask.FromResult<IResult>(new JsonReply<ReadyStatus>(isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable, status));
    }
}
