using System.CommandLine;
using Stigmem.Agents.Profiles;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Agents;

/// <summary><c>stigmem agent init</c>.</summary>
internal static class AgentInit
{
    private static readonly Option<string> Mission = new("--mission")
    {
        Description = "What it is for, in a sentence.",
        HelpName = "text",
        DefaultValueFactory = _ => "Help with what comes up, and remember what matters.",
    };

    private static readonly Option<string> Model = new("--model")
    {
        Description = "The model to run on; offline follows a script and costs nothing.",
        HelpName = "id",
        DefaultValueFactory = _ => "offline",
    };

    public static Command Create() => Define.Local(
        "init", "Makes the folder of a new agent. It asks nothing: change the files afterwards.", [AgentsRoot.Name, Mission, Model, AgentsRoot.Option], call => Task.FromResult(Run(call)));

    private static int Run(CommandCall call)
    {
        var name = call.Get(AgentsRoot.Name);
        var made = new MadeAgent(name, NewAgent.Create(AgentsRoot.Of(call), name, call.Get(Mission)!, call.Get(Model)!, call.Time));
        call.Output.Show(made, shown =>
        {
            call.Output.Fields(("agent", shown.Agent), ("folder", shown.Folder));
            call.Output.Note($"Next: stigmem agent run {shown.Agent} \"What should I focus on today?\"");
        });
        return ExitCodes.Ok;
    }
}
