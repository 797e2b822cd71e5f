using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Audit;

namespace Stigmem.Cli.Commands.Integrity;

/// <summary><c>stigmem verify-chain</c>.</summary>
internal static class VerifyChainCommand
{
    public static Command Create() => Define.OnNode(
        "verify-chain", "Walks the hash chains of facts and audit rows of every tenant that the caller may see; exit code 1 where one does not hold. Needs audit.read or admin.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var report = await call.Client.Audit.VerifyChainAsync(call.Cancellation);
        call.Output.Show(report, found => Explain(call, found));
        return report.Verified ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static void Explain(NodeCall call, ChainVerification report)
    {
        foreach (var tenant in report.Tenants)
        {
            call.Output.Fields(
                ("tenant", tenant.TenantId),
                ("facts_checked", tenant.FactsChecked.ToString(CultureInfo.InvariantCulture)),
                ("facts_head", tenant.FactsHead),
                ("audit_checked", tenant.AuditChecked.ToString(CultureInfo.InvariantCulture)),
                ("audit_head", tenant.AuditHead),
                ("verified", tenant.Verified ? "yes" : "no"));
            if (tenant.Failure is { } broken)
                call.Output.Note($"The chain of {broken.Chain} of tenant {broken.TenantId} breaks at {broken.ChainSeq} ({broken.Id ?? "row missing"}): {broken.MismatchReason}. Compare with a snapshot taken before.");
        }
    }
}
