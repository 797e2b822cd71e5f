using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Auth;

/// <summary><c>stigmem auth whoami</c>.</summary>
internal static class AuthWhoAmI
{
    public static Command Create() => Define.OnNode("whoami", "Tells whom the node takes the caller for.", [], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var me = await call.Client.Node.WhoAmIAsync(call.Cancellation);
        call.Output.Show(me, shown => call.Output.Fields(
            ("entity", shown.EntityUri), ("permissions", string.Join(',', shown.Permissions)), ("tenant", shown.TenantId), ("oidc_sub", shown.OidcSub)));
        return ExitCodes.Ok;
    }
}
