using System.CommandLine;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden set-role</c>.</summary>
internal static class GardenSetRole
{
    private static readonly Option<string?> Role = Required(GardenArguments.Role("What the member may do from now on."));

    public static Command Create() => Define.OnNode(
        "set-role", "Changes the role of a member; needs the garden's admin role.", [GardenArguments.Garden, GardenArguments.Member, Role], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var member = await call.Client.Gardens.Members.ChangeRoleAsync(
            call.Get(GardenArguments.Garden), call.Get(GardenArguments.Member), call.Get(Role)!, call.Cancellation);
        call.Output.Show(member, shown => call.Output.Line($"{shown.EntityUri} {shown.Role}"));
        return ExitCodes.Ok;
    }

    private static Option<string?> Required(Option<string?> option)
    {
        option.Required = true;
        return option;
    }
}
