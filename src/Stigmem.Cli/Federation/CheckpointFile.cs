using System.Text.Json;
using Stigmem.Cli.Exporting;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;
using Stigmem.Core.Clock;
using Stigmem.Node.Federation.Peers;

namespace Stigmem.Cli.Federation;

/// <summary>Writes checkpoints, and reads them entry by entry, so that one damaged entry costs no other.</summary>
internal static class CheckpointFile
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Writes a checkpoint, with mode 0600: cursors tell how much a peer knows.</summary>
    public static async Task WriteAsync(string path, CursorCheckpoint checkpoint, CancellationToken cancellation)
    {
        await using var file = ExportFile.Create(path);
        await file.Stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(checkpoint, CliJson.Info<CursorCheckpoint>()), cancellation);
        file.Stream.WriteByte((byte)'\n');
        file.Complete();
    }

    /// <summary>Reads a checkpoint; an entry that is none is null.</summary>
    /// <exception cref="CommandFailure">The file cannot be read as a checkpoint.</exception>
    public static IReadOnlyList<CheckpointedCursor?> Read(string path, TimeProvider time)
    {
        if (!File.Exists(path))
            throw new CommandFailure($"there is no checkpoint at {path}", "no_checkpoint", "'stigmem federation cursor-export --out FILE' makes one.");
        if (new FileInfo(path).Length > MostBytes)
            throw Unreadable(path, "it is too large");
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("cursors", out var cursors) && cursors.ValueKind == JsonValueKind.Array
                ? [.. cursors.EnumerateArray().Select(entry => ReadEntry(entry, now))]
                : throw Unreadable(path, "it has no list 'cursors'");
        }
        catch (JsonException e)
        {
            throw Unreadable(path, e.Message);
        }
    }

    private static CheckpointedCursor? ReadEntry(JsonElement entry, long now) =>
        Guid.TryParse(Text(entry, "peer_id"), out var peer)
        && Text(entry, "direction") is "inbound" or "outbound"
        && Text(entry, "cursor") is { Length: > 0 } cursor
            ? new CheckpointedCursor
            {
                PeerId = peer,
                Direction = Text(entry, "direction")!,
                Cursor = cursor,
                UpdatedMicroseconds = Instants.TryParse(Text(entry, "updated_at"), out var updated) ? updated : now,
            }
            : null;

    private static string? Text(JsonElement entry, string name) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static CommandFailure Unreadable(string path, string why) =>
        new($"{path} is no checkpoint: {why}", "checkpoint_unreadable", "Without it pulling begins again from the start, which is slow but safe.");
}
