using System.CommandLine;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Core.Facts;

namespace Stigmem.Cli.Commands.Overview;

/// <summary><c>stigmem card</c>.</summary>
internal static class CardCommand
{
    private static readonly Argument<string> Entity = new("entity") { Description = "The entity." };
    private static readonly Option<string?> Scope = FactOptions.Scope("The scope of the facts. Default: local.");

    public static Command Create() => Define.OnNode("card", "Shows the surest facts about an entity.", [Entity, Scope], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var card = await call.Client.Cards.GetCardAsync(call.Get(Entity), FactOptions.ScopeOf(call.Get(Scope), FactScope.Local), call.Cancellation);
        call.Output.Show(card, shown =>
        {
            foreach (var line in shown.Summary.Split('\n'))
                call.Output.Line(line);
            if (shown.HasContradictions)
                call.Output.Note("warning: Some of these facts contradict others: stigmem fact conflicts");
            foreach (var warning in shown.SanitizerWarnings)
                call.Output.Note($"warning: {warning}");
        });
        return ExitCodes.Ok;
    }
}
