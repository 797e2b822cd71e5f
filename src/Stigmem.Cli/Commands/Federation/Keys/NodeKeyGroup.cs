using System.CommandLine;

namespace Stigmem.Cli.Commands.Federation.Keys;

/// <summary><c>stigmem federation key</c>.</summary>
internal static class NodeKeyGroup
{
    public static Command Create() => Define.Group("key", "The keys that a node signs with.", KeyRotate.Create());
}
