using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;
using Stigmem.Core.ContentIds;
using Stigmem.Protocol.Audit;

namespace Stigmem.Cli.Commands.Integrity;

/// <summary><c>stigmem verify-chain</c>.</summary>
internal static class VerifyChainCommand
{
    private static readonly Option<string?> Checkpoint = new("--checkpoint")
    {
        Description = "What 'audit checkpoint' wrote once: the audit chain must still hold it.",
        HelpName = "file",
    };

    public static Command Create() => Define.OnNode(
        "verify-chain", "Walks the hash chains of facts and audit rows of every tenant that the caller may see; exit code 1 where one does not hold. Needs audit.read or admin.", [Checkpoint], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var report = call.Get(Checkpoint) is { } path
            ? await call.Client.Audit.VerifyChainAsync(Kept(path), call.Cancellation)
            : await call.Client.Audit.VerifyChainAsync(call.Cancellation);
        call.Output.Show(report, found => Explain(call, found));
        return report.Verified ? ExitCodes.Ok : ExitCodes.Failure;
    }

    /// <summary>A checkpoint whose signature fits the key that it names; which key that is, its keeper must know.</summary>
    private static ChainCheckpointRecord Kept(string path)
    {
        if (!File.Exists(path))
            throw new CommandFailure($"there is no checkpoint at {path}", "no_checkpoint", "'stigmem audit checkpoint' writes one.");
        try
        {
            var kept = JsonSerializer.Deserialize(File.ReadAllText(path), CliJson.Info<ChainCheckpointRecord>());
            if (kept is not null && ContentId.TryParse(kept.ChainHash, out var hash)
                && new ChainCheckpoint(kept.Kind, kept.TenantId, kept.CoveredChainSeq, hash, kept.CreatedAt, kept.KeyId).IsSignedBy(kept.PublicKey, kept.Signature))
                return kept;
        }
        catch (JsonException)
        {
            // Told below, like a signature that does not fit.
        }
        throw new CommandFailure($"{path} is no checkpoint, or was changed", "checkpoint_invalid", "Take one that 'stigmem audit checkpoint' wrote.");
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
