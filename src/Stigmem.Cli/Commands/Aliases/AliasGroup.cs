using System.CommandLine;

namespace Stigmem.Cli.Commands.Aliases;

/// <summary><c>stigmem alias</c>.</summary>
internal static class AliasGroup
{
    public static Command Create() => Define.Group("alias", "Second names of entities.", AliasList.Create(), AliasAdd.Create(), AliasRemove.Create());
}
