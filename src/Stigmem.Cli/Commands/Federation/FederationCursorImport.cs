using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation cursor-import</c>.</summary>
internal static class FederationCursorImport
{
    private static readonly Argument<string> Checkpoint = new("file") { Description = "What cursor-export has written." };
    private static readonly Option<bool> Force = new("--force") { Description = "Replaces cursors that are set already." };

    public static Command Create() => Define.Local(
        "cursor-import", "Puts cursors back into a database that no node serves. Exit code 0 also when some were skipped; 1: the file is no checkpoint.",
        [Checkpoint, Force, SharedOptions.LocalDatabase], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var database = LocalStore.PathOf(call);
        if (!File.Exists(database))
            throw new CommandFailure($"there is no database at {database}", "no_database", "Name it with --db or STIGMEM_DB_PATH.");
        var entries = CheckpointFile.Read(call.Get(Checkpoint), call.Time);
        List<CheckpointedCursor> cursors = [.. entries.OfType<CheckpointedCursor>()];
        var became = await CursorCheckpoints.RestoreAsync(database, cursors, call.Get(Force), call.Time);
        foreach (var (cursor, _) in cursors.Zip(became).Where(pair => pair.Second == CursorRestore.PeerNotFound))
            call.Output.Note($"warning: peer {cursor.PeerId} is not registered here");
        var result = new CursorImport(
            became.Count(one => one == CursorRestore.Restored), became.Count(one => one == CursorRestore.PeerNotFound),
            became.Count(one => one == CursorRestore.AlreadySet), entries.Count - cursors.Count);
        if (result.Malformed > 0)
            call.Output.Note($"warning: {result.Malformed} entries are malformed");
        call.Output.Note($"{result.Restored} restored, {result.PeerNotFound} skipped (peer not found), {result.AlreadySet} skipped (already set)");
        if (call.Output.IsJson)
            call.Output.Show(result, _ => { });
        return ExitCodes.Ok;
    }
}
