using System.CommandLine;

namespace Stigmem.Cli.Commands.Intents;

/// <summary><c>stigmem intent</c>.</summary>
internal static class IntentGroup
{
    public static Command Create() => Define.Group("intent", "What somebody wants others to do.", IntentPost.Create(), IntentShow.Create());
}
