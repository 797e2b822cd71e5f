using System.CommandLine;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Keys;
using Stigmem.Cli.Mcp;
using Stigmem.Mcp.Calls;
using Stigmem.Protocol.Auth;

namespace Stigmem.Cli.Commands.Mcp;

/// <summary><c>stigmem mcp install</c>: one command, and the editor has the tools.</summary>
internal static class McpInstall
{
    private static readonly Option<bool> Write = new("--write") { Description = "Changes the editor's file. Without it the command only shows what it would do." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only shows what it would do; this is the default." };
    private static readonly Option<bool> Force = new("--force") { Description = "Replaces an entry that is there." };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Does not ask on a terminal." };
    private static readonly Option<string?> BackupFolder = new("--backup-dir") { Description = "Where the old file is kept. Default: beside it.", HelpName = "folder" };

    public static Command Create() => Define.Local(
        "install", "Adds the server to an editor; shows what it would do unless --write is given.",
        [McpOptions.Editor, Write, DryRun, Force, Yes, BackupFolder, McpOptions.Url, McpOptions.ApiKey], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        if (call.Get(Write) && call.Get(DryRun))
            throw CommandFailure.Usage("--write and --dry-run exclude each other");
        var file = EditorFile.Of(call.Get(McpOptions.Editor));
        if (file.Find() is not null && !call.Get(Force))
            throw new CommandFailure($"{file.FilePath} has an entry for {ServerEntry.Name} already", "already_installed", "--force replaces it.");
        var (url, key, certificate) = McpOptions.Target(call);
        // Fails now, before a key is made, when the file cannot be changed.
        _ = file.With(ServerEntry.Of(url, key));
        var writes = call.Get(Write) && Agrees(call, file);
        var (entry, keyId) = writes ? await EntryAsync(call, file, url, key, certificate) : (ServerEntry.Of(url, key), null);
        var backup = writes ? file.Write(file.With(entry), call.Get(BackupFolder), call.Time) : null;
        Show(call, new Installation
        {
            Editor = file.Editor.Editor,
            ConfigPath = file.FilePath,
            Written = writes,
            Backup = backup,
            KeyId = keyId,
            Entry = file.Show(ServerEntry.Of(url, key is null ? null : "***")),
        });
        return ExitCodes.Ok;
    }

    private static bool Agrees(CommandCall call, EditorFile file)
    {
        if (!call.Output.IsTerminal || call.Get(Yes))
            return true;
        call.Output.Note($"change {file.FilePath}? [y/N]");
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    /// <summary>The entry with a key that a model may have: the given one, or one made with an admin's.</summary>
    private static async Task<(ServerEntry Entry, string? KeyId)> EntryAsync(CommandCall call, EditorFile file, string url, string? key, ClientCertificate? certificate)
    {
        await using var connection = NodeConnection.To(url, key, certificate);
        switch (await new NodePort(connection.Http, key, looksAtKey: false).LookAtKeyAsync(call.Cancellation))
        {
            case KeyState.Refused:
                throw new CommandFailure("the node does not accept the key", "invalid_credentials", "Give a live key with --stigmem-api-key or STIGMEM_API_KEY.");
            case KeyState.Unknown:
                throw new CommandFailure($"the node at {url} does not answer", "unreachable", "Start it with 'stigmem node', or name another with --stigmem-url.");
            case KeyState.Admin:
                var raw = RawKey.Create();
                var made = await connection.Client.Keys.RegisterAsync(
                    new RegisterKeyRequest
                    {
                        RawKey = raw,
                        EntityUri = $"agent:{file.Editor.Editor}",
                        Permissions = ["read", "write"],
                        Description = $"{file.Editor.Label}, by stigmem mcp install",
                    },
                    call.Cancellation);
                return (ServerEntry.Of(url, raw), made.Id);
            default:
                return (ServerEntry.Of(url, key), null);
        }
    }

    private static void Show(CommandCall call, Installation done) => call.Output.Show(done, shown =>
    {
        call.Output.Verbatim(shown.Entry.TrimEnd());
        if (!shown.Written)
        {
            call.Output.Note($"{shown.ConfigPath} is as it was; --write adds this to it");
            return;
        }
        if (shown.KeyId is not null)
            call.Output.Note($"made key {shown.KeyId} for agent:{shown.Editor}: read,write");
        if (shown.Backup is not null)
            call.Output.Note($"the old file is {shown.Backup}");
        call.Output.Note($"wrote {shown.ConfigPath}; start the editor anew, or try 'stigmem mcp smoke {shown.Editor}'");
    });
}
