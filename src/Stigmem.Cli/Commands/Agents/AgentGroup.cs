using System.CommandLine;

namespace Stigmem.Cli.Commands.Agents;

/// <summary><c>stigmem agent</c>.</summary>
internal static class AgentGroup
{
    public const string Name = "agent";

    public static Command Create() => Define.Group(
        Name, "Agents that live in folders of Markdown.", AgentInit.Create(), AgentList.Create(), AgentRunCommand.Create());
}
