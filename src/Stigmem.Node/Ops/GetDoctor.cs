using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Ops;

namespace Stigmem.Node.Ops;

/// <summary><c>GET /v1/doctor</c>: the reference's two fields, and the checks behind them.</summary>
internal sealed class GetDoctor(NodeChecks checks, IEnumerable<INodeCheck> findings, AuthSettings auth)
{
    public static readonly Operation Operation = new("GET", "/v1/doctor", "doctor_v1_doctor_get", "ops", "Report the node's condition")
    {
        IsOpen = true,
        Answer = typeof(DoctorReport),
    };

    public ValueTask<IResult> Handle(Call call)
    {
        IReadOnlyList<ComponentCheck> results = [.. checks.Run(), .. findings.Select(finding => finding.Run())];
        return ValueTask.FromResult(Reply.Ok(new DoctorReport
        {
            Status = results.Any(check => check.Status == "failed") ? "failed" : "ok",
            MemoryGardenAclFiltering = auth.OpenGardenLists ? "enabled-partial" : "enabled-full",
            Checks = results,
        }));
    }
}
