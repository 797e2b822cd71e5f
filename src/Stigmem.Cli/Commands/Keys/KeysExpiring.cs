using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys expiring</c>.</summary>
internal static class KeysExpiring
{
    private static readonly Option<int?> Within = new("--within-days") { Description = "How far to look ahead, 1 to 365. Default: as the node is set, usually 30.", HelpName = "days" };

    public static Command Create() => Define.OnNode("expiring", "Lists every key of the node that expires soon; needs admin.", [Within], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var keys = await call.Client.Keys.ListExpiringAsync(call.Get(Within), call.Cancellation);
        call.Output.Show(keys, shown => call.Output.Table(
            ["id", "entity", "permissions", "description", "expires", "days left"],
            shown.Select(key => new[]
            {
                key.Id, key.EntityUri, string.Join(',', key.Permissions), key.Description, key.ExpiresAt,
                key.DaysRemaining.ToString("0.0", CultureInfo.InvariantCulture),
            }),
            "No key expires in that time."));
        return ExitCodes.Ok;
    }
}
