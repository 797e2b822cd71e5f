using System.CommandLine;

namespace Stigmem.Cli.Commands.Facts;

/// <summary><c>stigmem fact</c>.</summary>
internal static class FactGroup
{
    public static Command Create() => Define.Group(
        "fact", "Writes, reads and retracts facts.",
        FactAssert.Create(), FactQueryCommand.Create(), FactGet.Create(), FactRetract.Create(), FactConflicts.Create(), FactResolve.Create());
}
