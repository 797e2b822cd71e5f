using System.CommandLine;

namespace Stigmem.Cli.Commands.Decay;

/// <summary><c>stigmem decay</c>.</summary>
internal static class DecayGroup
{
    public static Command Create() => Define.Group("decay", "Facts that fade.", DecaySweepCommand.Create());
}
