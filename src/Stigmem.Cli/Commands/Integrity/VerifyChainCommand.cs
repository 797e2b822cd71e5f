using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;
using Stigmem.Protocol.Audit;

namespace Stigmem.Cli.Commands.Integrity;

/// <summary><c>stigmem verify-chain</c>.</summary>
internal static class VerifyChainCommand
{
    public static Command Create() => Define.OnNode(
        "verify-chain", "Walks the hash chains of facts and audit rows; exit code 1 where one does not hold. Needs audit.read or admin.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var report = await call.Client.Audit.VerifyChainAsync(call.Cancellation);
        call.Output.Show(report, found => Explain(call, found));
        return report.Verified ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static void Explain(NodeCall call, ChainVerification report)
    {
        call.Output.Fields(
            ("tenant", report.TenantId),
            ("facts_checked", report.FactsChecked.ToString(CultureInfo.InvariantCulture)),
            ("facts_head", report.FactsHead),
            ("audit_checked", report.AuditChecked.ToString(CultureInfo.InvariantCulture)),
            ("audit_head", report.AuditHead),
            ("verified", report.Verified ? "yes" : "no"));
        if (report.Failure is { } broken)
            call.Output.Note($"The chain of {broken.Chain} breaks at {broken.ChainSeq} ({broken.Id ?? "row missing"}): {broken.MismatchReason}. Compare with a snapshot taken before.");
    }
}
