using System.CommandLine;

namespace Stigmem.Cli.Commands.Gardens;

/// <summary><c>stigmem garden</c>.</summary>
internal static class GardenGroup
{
    public static Command Create() => Define.Group(
        "garden", "Gardens: facts that only their members see.",
        GardenList.Create(), GardenCreate.Create(), GardenShow.Create(), GardenDelete.Create(),
        GardenMembers.Create(), GardenAddMember.Create(), GardenSetRole.Create(), GardenRemoveMember.Create());
}
