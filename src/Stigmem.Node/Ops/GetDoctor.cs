using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Ops;

/// <summary><c>GET /v1/doctor</c>: the reference's two fields, and the checks behind them.</summary>
internal sealed class GetDoctor(NodeChecks checks, AuthSettings auth)
{
    public static readonly Operation Operation = new("GET", "/v1/doctor", "doctor_v1_doctor_get", "ops", "Report the node's condition")
    {
        IsOpen = true,
        Answer = typeof(DoctorReport),
    };

    public ValueTask<IResult> Handle(Call call)
    {
        var results = checks.Run();
        return ValueTask.FromResult(Reply.Ok(new DoctorReport
        {
            Status = results.All(check => check.Status == "ok") ? "ok" : "failed",
            MemoryGardenAclFiltering = auth.OpenGardenLists ? "enabled-partial" : "enabled-full",
            Checks = results,
        }));
    }
}
