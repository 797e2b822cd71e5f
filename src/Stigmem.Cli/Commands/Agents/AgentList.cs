using System.CommandLine;
using Stigmem.Agents.Profiles;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Agents;

/// <summary><c>stigmem agent list</c>.</summary>
internal static class AgentList
{
    public static Command Create() => Define.Local("list", "Lists the agents.", [AgentsRoot.Option], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        var root = AgentsRoot.Of(call);
        call.Output.Show(AgentCatalog.List(root, call.Time), agents => call.Output.Table(
            ["agent", "mode", "model", "notes"],
            agents.Select(agent => (IReadOnlyList<string?>)[agent.Agent, agent.Mode, agent.Model, agent.Notes.ToString(System.Globalization.CultureInfo.InvariantCulture)]),
            $"no agents in {root}; make one with 'stigmem agent init NAME'"));
        return ExitCodes.Ok;
    }
}
