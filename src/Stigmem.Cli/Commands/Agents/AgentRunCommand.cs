using System.CommandLine;
using System.Globalization;
using Stigmem.Agents.Runs;
using Stigmem.Cli.Failures;

namespace Stigmem.Cli.Commands.Agents;

/// <summary><c>stigmem agent run</c>.</summary>
internal static class AgentRunCommand
{
    private static readonly Argument<string?> Item = new("work-item") { Description = "What it shall do; - reads it from stdin.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string?> ItemOption = new("--work-item") { Description = "The same as an option.", HelpName = "text" };
    private static readonly Option<string> Trigger = new("--trigger") { Description = "Who began the run: manual, cron, skill or api.", HelpName = "name", DefaultValueFactory = _ => "manual" };
    private static readonly Option<string?> Model = new("--model") { Description = "Another model than the agent's own; offline, offline:FILE.", HelpName = "id" };
    private static readonly Option<bool> Critical = new("--critical") { Description = "Goes beyond the caps." };
    private static readonly Option<bool> NoCaptures = new("--no-write-captures") { Description = "Writes no notes." };

    public static Command Create() => Define.Local(
        "run", "Runs an agent once. The reply goes to stdout, a line of figures to stderr.",
        [AgentsRoot.Name, Item, ItemOption, Trigger, Model, Critical, NoCaptures, AgentsRoot.Option], RunAsync);

    private static async Task<int> RunAsync(CommandCall call)
    {
        var request = new RunRequest
        {
            WorkItem = await WorkItemAsync(call), Trigger = TriggerOf(call), Model = call.Get(Model), IsCritical = call.Get(Critical), WritesCaptures = !call.Get(NoCaptures),
        };
        var result = await new AgentRunner(call.Time).RunAsync(AgentsRoot.Of(call), call.Get(AgentsRoot.Name), request, call.Cancellation);
        call.Output.Show(result, shown => call.Output.Verbatim(shown.Text));
        if (result.SkipReason is { } reason)
        {
            FailurePrinter.Write(Console.Error, $"skipped: {reason}", "skipped", "Raise the cap in model.md, or add --critical.");
            return ExitCodes.AgentSkipped;
        }
        call.Output.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"--- Stats: model={result.Model} in={result.InputTokens} out={result.OutputTokens} cost=${result.Cost:F6} latency={result.LatencyMilliseconds:F0}ms captures={result.Captures.Count}"));
        return ExitCodes.Ok;
    }

    private static async Task<string> WorkItemAsync(CommandCall call)
    {
        var (plain, option) = (call.Arguments.GetValue(Item), call.Get(ItemOption));
        if ((plain is null) == (option is null))
            throw CommandFailure.Usage(plain is null ? "the work item is missing" : "the work item is given twice", "stigmem agent run AGENT \"what it shall do\"");
        var text = plain ?? option!;
        return text == "-" ? await Console.In.ReadToEndAsync(call.Cancellation) : text;
    }

    private static string TriggerOf(CommandCall call) => call.Get(Trigger) is "manual" or "cron" or "skill" or "api"
        ? call.Get(Trigger)!
        : throw CommandFailure.Usage($"--trigger: '{call.Get(Trigger)}' is none of manual, cron, skill, api");
}
