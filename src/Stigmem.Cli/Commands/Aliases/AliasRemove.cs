using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Aliases;

/// <summary><c>stigmem alias remove</c>.</summary>
internal static class AliasRemove
{
    private static readonly Argument<string> Raw = new("alias") { Description = "The second name." };

    public static Command Create() => Define.OnNode("remove", "Removes a second name.", [Raw], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        await call.Client.Aliases.DeleteAsync(call.Get(Raw), call.Cancellation);
        call.Done("removed", call.Get(Raw));
        return ExitCodes.Ok;
    }
}
