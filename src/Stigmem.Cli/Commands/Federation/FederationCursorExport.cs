using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Federation;
using Stigmem.Cli.Output;
using Stigmem.Core.Clock;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation cursor-export</c>.</summary>
internal static class FederationCursorExport
{
    private static readonly Option<string> Out = new("--out")
    {
        Description = "File to write, mode 0600; - is the standard output.",
        HelpName = "file",
        DefaultValueFactory = _ => "-",
    };

    public static Command Create() => Define.Local(
        "cursor-export", "Writes how far pulling from each peer has come, as JSON, whether a node runs on the database or not.", [Out, SharedOptions.LocalDatabase], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var database = LocalStore.PathOf(call);
        if (!File.Exists(database))
            throw new CommandFailure($"there is no database at {database}", "no_database", "Name it with --db or STIGMEM_DB_PATH.");
        var now = Instants.Format(call.Time.GetUtcNow().ToUnixTimeSeconds() * 1_000_000);
        var checkpoint = new CursorCheckpoint(now, Path.GetFullPath(database), [.. CursorCheckpoints.Read(database, call.Time).Select(Entry)]);
        if (call.Get(Out) is { } path and not "-")
        {
            await CheckpointFile.WriteAsync(path, checkpoint, call.Cancellation);
            call.Output.Note($"{checkpoint.Cursors.Count} cursors in {path}");
        }
        else
        {
            call.Output.Verbatim(CliJson.Text(checkpoint));
        }
        return ExitCodes.Ok;
    }

    private static CursorEntry Entry(CheckpointedCursor cursor) => new()
    {
        PeerId = cursor.PeerId.ToString(),
        NodeId = cursor.NodeId,
        NodeUrl = cursor.NodeUrl,
        Status = cursor.Status,
        Direction = cursor.Direction,
        Cursor = cursor.Cursor,
        UpdatedAt = Instants.Format(cursor.UpdatedMicroseconds),
    };
}
