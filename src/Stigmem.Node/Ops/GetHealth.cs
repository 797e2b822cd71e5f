using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Ops;

/// <summary><c>GET /healthz</c>: the process answers.</summary>
internal static class GetHealth
{
    public static readonly Operation Operation = new("GET", "/healthz", "health_healthz_get", "ops", "Tell whether the process answers")
    {
        IsOpen = true,
        Answer = typeof(HealthStatus),
    };

    private static readonly HealthStatus Ok = new();

    public static ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Reply.Ok(Ok));
}
