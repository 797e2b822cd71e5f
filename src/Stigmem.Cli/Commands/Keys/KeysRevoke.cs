using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys revoke</c>.</summary>
internal static class KeysRevoke
{
    private static readonly Argument<string> Id = new("id") { Description = "Id of the key." };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Also ends the caller's last admin key, after which only the host of the node can make another." };

    public static Command Create() => Define.OnNode("revoke", "Ends a key at once.", [Id, Yes], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        if (!call.Get(Yes) && await IsLastAdminKeyAsync(call))
            throw CommandFailure.Usage($"{call.Get(Id)} is your last admin key", "Make another with 'stigmem keys create' first, or add --yes to go without.");
        await call.Client.Keys.RevokeAsync(call.Get(Id), call.Cancellation);
        call.Done("revoked", call.Get(Id));
        return ExitCodes.Ok;
    }

    private static async Task<bool> IsLastAdminKeyAsync(NodeCall call)
    {
        var admin = (await call.Client.Keys.ListAsync(call.Cancellation)).Where(key => key.Permissions.Contains("admin")).ToList();
        return admin is [var only] && string.Equals(only.Id, call.Get(Id), StringComparison.OrdinalIgnoreCase);
    }
}
