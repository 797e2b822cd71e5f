using System.CommandLine;
using Stigmem.Cli.Failures;
using Stigmem.Sdk;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden add-member</c>.</summary>
internal static class GardenAddMember
{
    private static readonly Option<string?> Role = GardenArguments.Role("What the member may do. Default: reader.");

    public static Command Create() => Define.OnNode(
        "add-member", "Adds a member; needs the garden's admin role.", [GardenArguments.Garden, GardenArguments.Member, Role], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var (garden, entity, role) = (call.Get(GardenArguments.Garden), call.Get(GardenArguments.Member), call.Get(Role) ?? "reader");
        try
        {
            var member = await call.Client.Gardens.Members.AddAsync(garden, entity, role, call.Cancellation);
            call.Output.Show(member, shown => call.Output.Line($"{shown.EntityUri} {shown.Role}"));
            return ExitCodes.Ok;
        }
        catch (StigmemException e) when (e.Code == "conflict")
        {
            // The node's sentence goes on with what to do over HTTP.
            var what = NodeRefusals.Describe(e).Message.Split(';')[0];
            throw new CommandFailure(what, e.Code, $"'stigmem garden set-role {garden} {entity} --role {role}' changes the role.");
        }
    }
}
