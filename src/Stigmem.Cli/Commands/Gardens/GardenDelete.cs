using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden delete</c>.</summary>
internal static class GardenDelete
{
    public static Command Create() => Define.OnNode(
        "delete", "Deletes a garden; facts left in it are for node admins only.", [GardenArguments.Garden], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        await call.Client.Gardens.DeleteAsync(call.Get(GardenArguments.Garden), call.Cancellation);
        call.Done("deleted", call.Get(GardenArguments.Garden));
        return ExitCodes.Ok;
    }
}
