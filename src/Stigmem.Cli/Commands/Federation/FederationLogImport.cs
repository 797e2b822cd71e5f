using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Connections;
using Stigmem.Cli.Failures;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Node.Settings;

namespace Stigmem.Cli.Commands.Federation;

/// <summary><c>stigmem federation log-import</c>.</summary>
internal static class FederationLogImport
{
    private static readonly Argument<string?> Lines = new("file")
    {
        Description = "Log file of a reference node. Default: STIGMEM_TL_LOCAL_PATH.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public static Command Create() => Define.Local(
        "log-import", "Takes over the transparency log of a reference node, into a database that no node serves and whose log is empty.",
        [Lines, SharedOptions.LocalDatabase], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var path = call.Arguments.GetValue(Lines) ?? NodeSettings.Read(SettingsSource.FromEnvironment(Environment.CurrentDirectory)).Organisation.TlLocalPath;
        if (!File.Exists(path))
            throw new CommandFailure($"there is no file at {path}", "file_missing", "Name the log file, or set STIGMEM_TL_LOCAL_PATH.");
        await using var node = LocalNode.Build(LocalStore.PathOf(call));
        var imported = await LogFiles.ImportAsync(node.Services, File.ReadLines(path));
        if (!imported.TryGet(out var entries, out var fault))
            throw new CommandFailure(fault.Message, "log_not_imported", "Nothing was changed. The file must be whole, and the node's own log empty.");
        var count = entries.ToString(CultureInfo.InvariantCulture);
        call.Output.Show(new Acknowledgement("imported", count), done => call.Output.Line($"{done.Id} entries {done.Done}"));
        return ExitCodes.Ok;
    }
}
