using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Snapshots;
using Stigmem.Data.Sqlite;

namespace Stigmem.Cli.Commands.Snapshots;

/// <summary><c>stigmem snapshot restore</c>.</summary>
internal static class SnapshotRestore
{
    private static readonly Option<string> From = new("--from") { Description = "The snapshot.", HelpName = "file", Required = true };

    private static readonly Option<string?> TrustedKeys = new("--trusted-keys")
    {
        Description = "JSON list of public keys to believe beside the one of this database, or a file that holds it.",
        HelpName = "json",
    };

    private static readonly Option<bool> Force = new("--force-unverified") { Description = "Believes any signer. Whoever made the file then decides what this node knows." };

    public static Command Create() => Define.Local(
        "restore", "Puts a snapshot in the place of a database, wholly or not at all, after checking signature, hashes and contents.",
        [From, TrustedKeys, Force, SharedOptions.LocalDatabase], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        var (from, database) = (call.Get(From)!, LocalStore.PathOf(call));
        if (!File.Exists(from))
            throw new CommandFailure($"there is no snapshot at {from}", "no_snapshot", "Name the file with --from.");
        if (StoreReplacement.IsInUse(database))
            throw new CommandFailure($"{database} is in use", "store_in_use", "Stop the node that serves it, then restore.");
        using var work = WorkFolder.Beside(database);
        var archive = SnapshotArchive.Unpack(from, work);
        SnapshotVerifier.Check(archive, call.Get(Force) ? null : SnapshotKeys.Trusted(database, call.Get(TrustedKeys)));
        StoreReplacement.Replace(archive.Files[SnapshotArtifacts.Database], database);
        var manifest = archive.Manifest;
        call.Output.Show(
            new SnapshotReport(database, manifest.CreatedAt, manifest.NodeId, manifest.SignerPublicKey, new FileInfo(database).Length),
            done => call.Output.Line($"{done.File} is as of {done.CreatedAt}"));
        if (!File.Exists(database + ".secret"))
            call.Output.Note($"API keys are looked up under a secret that is not in the snapshot: copy it to {database}.secret, or make a new key with 'stigmem keys create --db {database}'.");
        return ExitCodes.Ok;
    }
}
