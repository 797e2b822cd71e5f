using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Snapshots;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Snapshots;

/// <summary><c>stigmem snapshot create</c>.</summary>
internal static class SnapshotCreate
{
    private static readonly Option<string?> Out = new("--out") { Description = "File to write. Default: stigmem-snapshot-<time>-<hash>.tar.gz here.", HelpName = "file" };

    private static readonly Option<string?> SignWith = new("--sign-with")
    {
        Description = "Seed file to sign with. Default: the key beside the database, made on first use.",
        HelpName = "file",
    };

    public static Command Create() => Define.Local(
        "create", "Copies a database, whether a node runs on it or not. The copy holds everything the node knows: keep it as safe as the database.",
        [Out, SignWith, SharedOptions.LocalDatabase], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        var database = LocalStore.PathOf(call);
        if (!File.Exists(database))
            throw new CommandFailure($"there is no database at {database}", "no_database", "Name it with --db or STIGMEM_DB_PATH.");
        SettingsSource.FromEnvironment(Environment.CurrentDirectory).TryGet("STIGMEM_NODE_ID", out var nodeId, out _);
        using var signer = SnapshotKeys.SignerOf(call.Get(SignWith), database);
        var report = new SnapshotWriter(signer, call.Time).Write(database, call.Get(Out), nodeId);
        call.Output.Show(report, made => call.Output.Fields(
            ("file", made.File), ("created_at", made.CreatedAt), ("node_id", made.NodeId), ("signer", made.SignerPublicKey)));
        return ExitCodes.Ok;
    }
}
