using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden add-member</c>.</summary>
internal static class GardenAddMember
{
    private static readonly Option<string?> Role = GardenArguments.Role("What the member may do. Default: reader.");

    public static Command Create() => Define.OnNode(
        "add-member", "Adds a member; needs the garden's admin role.", [GardenArguments.Garden, GardenArguments.Member, Role], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var member = await call.Client.Gardens.Members.AddAsync(
            call.Get(GardenArguments.Garden), call.Get(GardenArguments.Member), call.Get(Role) ?? "reader", call.Cancellation);
        call.Output.Show(member, shown => call.Output.Line($"{shown.EntityUri} {shown.Role}"));
        return ExitCodes.Ok;
    }
}
