using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden remove-member</c>.</summary>
internal static class GardenRemoveMember
{
    public static Command Create() => Define.OnNode(
        "remove-member", "Removes a member; needs the garden's admin role.", [GardenArguments.Garden, GardenArguments.Member], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        await call.Client.Gardens.Members.RemoveAsync(call.Get(GardenArguments.Garden), call.Get(GardenArguments.Member), call.Cancellation);
        call.Done("removed", call.Get(GardenArguments.Member));
        return ExitCodes.Ok;
    }
}
