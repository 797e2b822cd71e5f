using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Node.Auth;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys import</c>.</summary>
internal static class KeysImport
{
    private const string StandardInput = "-";
    private static readonly Argument<string> Source = new("file") { Description = "The keys of another store as sqlite3 -json prints its table api_keys; - reads standard input." };

    public static Command Create() => Define.Local(
        "import", "Takes over keys of which another store kept SHA-256 hashes, while no node runs; their holders go on using them. Exit code 1 if any was refused.",
        [Source, SharedOptions.LocalDatabase], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var rows = KeyRows.Read(await TextAsync(call));
        List<RefusedKey> refused = [];
        await using var app = LocalNode.Build(LocalStore.PathOf(call));
        foreach (var row in rows)
        {
            if (await NodeKeyImport.AddAsync(app, row) is not { } why)
                continue;
            refused.Add(new RefusedKey(row.EntityUri, row.Description, why));
            call.Output.Note($"refused a key of {row.EntityUri}{(row.Description is { } note ? $" ({note})" : "")}: {why}");
        }
        call.Output.Show(new KeysImported(rows.Count - refused.Count, refused), done => call.Output.Line($"{done.Imported} keys imported, {done.Refused.Count} refused"));
        return refused.Count == 0 ? ExitCodes.Ok : ExitCodes.Failure;
    }

    private static async Task<string> TextAsync(CommandCall call)
    {
        var source = call.Get(Source);
        if (source == StandardInput)
            return await Console.In.ReadToEndAsync(call.Cancellation);
        return File.Exists(source)
            ? await File.ReadAllTextAsync(source, call.Cancellation)
            : throw new CommandFailure($"there is nothing at {source}", "no_source", "Name a file, or - for standard input.");
    }
}
