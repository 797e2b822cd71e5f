using System.CommandLine;

namespace Stigmem.Cli.Commands.Agents;

/// <summary><c>stigmem agent</c>.</summary>
internal static class AgentGroup
{
    public static Command Create() => Define.Group(
        "agent", "Agents that live in folders of Markdown.", AgentInit.Create(), AgentList.Create(), AgentRunCommand.Create());
}
