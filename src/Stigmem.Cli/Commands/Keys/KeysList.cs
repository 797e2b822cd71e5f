using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys list</c>.</summary>
internal static class KeysList
{
    public static Command Create() => Define.OnNode("list", "Lists the caller's own keys, newest first.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var keys = await call.Client.Keys.ListAsync(call.Cancellation);
        call.Output.Show(keys, shown => call.Output.Table(
            ["id", "entity", "permissions", "description", "created", "expires"],
            shown.Select(key => new[] { key.Id, key.EntityUri, string.Join(',', key.Permissions), key.Description, key.CreatedAt, key.ExpiresAt ?? "never" }),
            "No keys."));
        return ExitCodes.Ok;
    }
}
