using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden members</c>.</summary>
internal static class GardenMembers
{
    public static Command Create() => Define.OnNode("members", "Lists the members of a garden.", [GardenArguments.Garden], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var members = await call.Client.Gardens.Members.ListAsync(call.Get(GardenArguments.Garden), call.Cancellation);
        call.Output.Show(members, shown => call.Output.Table(
            ["entity", "role", "added by", "added"],
            shown.Select(member => new[] { member.EntityUri, member.Role, member.AddedBy, member.AddedAt }),
            "No members."));
        return ExitCodes.Ok;
    }
}
