using System.CommandLine;

namespace Stigmem.Cli.Commands.Keys;

/// <summary><c>stigmem keys</c>.</summary>
internal static class KeysGroup
{
    public static Command Create() => Define.Group(
        "keys", "API keys of a node.",
        KeysList.Create(), KeysCreate.Create(), KeysRevoke.Create(), KeysRotate.Create(), KeysExpiring.Create(), KeysImport.Create());
}
