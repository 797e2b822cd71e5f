using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Core.Facts;
using Stigmem.Protocol.Recall;

namespace Stigmem.Cli.Commands.Recall;

/// <summary><c>stigmem recall</c>.</summary>
internal static class RecallCommand
{
    private static readonly Argument<string> Question = new("question")
    {
        Description = "The question, in plain words; \"a phrase\" in quotes must stand together, edit* is the start of a word.",
    };

    private static readonly Option<string?> Scope = FactOptions.Scope("The scope to look in. Default: local.");
    private static readonly Option<int?> Limit = new("--limit") { Description = "Most facts, 1 to 500. Default: 100.", HelpName = "count" };
    private static readonly Option<int?> Budget = new("--budget") { Description = "How many tokens the answer may take, 1 to 200000. Default: 4000.", HelpName = "tokens" };
    private static readonly Option<int?> Depth = new("--depth") { Description = "How many links to follow from facts that match, 0 to 3. Default: 2.", HelpName = "count" };
    private static readonly Option<double?> MinConfidence = new("--min-confidence") { Description = "Only facts of at least this confidence. Default: 0.1.", HelpName = "number" };
    private static readonly Option<bool> NoNeighbors = new("--no-neighbors") { Description = "Only facts that match themselves." };
    private static readonly Option<bool> Why = new("--why") { Description = "Also tells what ties each fact to the question." };

    public static Command Create() => Define.OnNode(
        "recall", "Shows the facts that answer a question best; finding none is no failure.",
        [Question, Scope, Limit, Budget, Depth, MinConfidence, NoNeighbors, Why], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var byDefault = new RecallRequest { Query = call.Get(Question) };
        var answer = await call.Client.Recall.RecallAsync(
            byDefault with
            {
                Scope = FactOptions.ScopeOf(call.Get(Scope), FactScope.Local).Name(),
                Limit = call.Get(Limit) ?? byDefault.Limit,
                TokenBudget = call.Get(Budget) ?? byDefault.TokenBudget,
                Depth = call.Get(Depth) ?? byDefault.Depth,
                MinConfidence = call.Get(MinConfidence) ?? byDefault.MinConfidence,
                IncludeNeighbors = !call.Get(NoNeighbors),
            },
            call.Cancellation);
        call.Output.Show(answer, shown => Show(call, shown));
        return ExitCodes.Ok;
    }

    private static void Show(NodeCall call, RecallResponse answer)
    {
        var tellsWhy = call.Get(Why);
        string[] headings = ["score", "entity", "relation", "value", "read as", "source", "id"];
        call.Output.Table(
            tellsWhy ? [.. headings, "why"] : headings,
            answer.Facts.Select(one => tellsWhy ? [.. Row(one), string.Join("; ", one.Why)] : Row(one)), "No facts match.");
        if (answer.Facts.Count > 0)
            call.Output.Note(string.Create(CultureInfo.InvariantCulture, $"{answer.Facts.Count} {(answer.Facts.Count == 1 ? "fact" : "facts")}, {answer.TokensUsed} of {answer.TokenBudget} tokens."));
        if (answer.Truncated)
            call.Output.Note("hint: The budget left facts out; a larger --budget shows more.");
    }

    private static string?[] Row(ScoredFact one) =>
    [
        one.Score.ToString("0.000", CultureInfo.InvariantCulture), one.Fact.Entity, one.Fact.Relation, FactText.ValueOf(one.Fact),
        one.Fact.Value.InterpretAs, one.Fact.Source, one.Fact.Id,
    ];
}
