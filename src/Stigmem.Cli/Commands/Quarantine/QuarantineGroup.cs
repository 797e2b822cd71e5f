using System.CommandLine;

namespace Stigmem.Cli.Commands.Quarantine;

/// <summary><c>stigmem quarantine</c>.</summary>
internal static class QuarantineGroup
{
    public static Command Create() => Define.Group(
        "quarantine", "Facts that wait for a moderator.", QuarantineList.Create(), QuarantineAdmit.Create(), QuarantineReject.Create());
}
