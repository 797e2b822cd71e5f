using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys revoke</c>.</summary>
internal static class KeysRevoke
{
    private static readonly Argument<string> Id = new("id") { Description = "Id of the key." };

    public static Command Create() => Define.OnNode("revoke", "Ends a key at once.", [Id], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        await call.Client.Keys.RevokeAsync(call.Get(Id), call.Cancellation);
        call.Done("revoked", call.Get(Id));
        return ExitCodes.Ok;
    }
}
