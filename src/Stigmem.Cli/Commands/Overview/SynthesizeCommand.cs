using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;
using Stigmem.Core.Facts;
using Stigmem.Protocol.Facts;
using Stigmem.Protocol.Synthesis;

namespace Stigmem.Cli.Commands.Overview;

/// <summary><c>stigmem synthesize</c>.</summary>
internal static class SynthesizeCommand
{
    private const int MostValueCharacters = 40;

    private static readonly Argument<string> Scope = new Argument<string>("scope") { Description = "The scope." }.From(FactScopes.SortedNames);
    private static readonly Option<string?> Entity = new("--entity") { Description = "Only this entity.", HelpName = "entity" };
    private static readonly Option<string?> Relation = new("--relation") { Description = "Only these relations, separated by commas; memory:* takes all that begin so.", HelpName = "relations" };
    private static readonly Option<double?> MinConfidence = new("--min-confidence") { Description = "Least confidence of the preferred value.", HelpName = "number" };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Entries a page.", HelpName = "count" };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "Goes on after a page whose cursor this is.", HelpName = "cursor" };

    public static Command Create() => Define.OnNode(
        "synthesize", "Says what a scope holds, one line an entity and relation.", [Scope, Entity, Relation, MinConfidence, Limit, Cursor], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var request = new SynthesisRequest
        {
            Scope = call.Get(Scope),
            Entity = call.Get(Entity),
            Relation = call.Get(Relation),
            MinConfidence = call.Get(MinConfidence) ?? 0,
            Limit = call.Get(Limit) ?? 0,
            Cursor = call.Get(Cursor),
        };
        var page = await call.Client.Synthesis.SynthesizeAsync(request, call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(
            ["entity", "relation", "value", "confidence", "facts", "agree", "other value", "contradicted"], shown.Tuples.Select(Row), "No facts."));
        if (page.Cursor is { } cursor && !call.Output.IsJson)
            call.Output.Note($"There are more: --cursor {cursor}");
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<string?> Row(SynthesizedTuple tuple) =>
    [
        tuple.Entity, tuple.Relation, Text(tuple.Value), tuple.Confidence.ToString(CultureInfo.InvariantCulture),
        tuple.FactCount.ToString(CultureInfo.InvariantCulture), tuple.AgreeingCount.ToString(CultureInfo.InvariantCulture),
        tuple.AltValue is { } other ? Text(other) : null, tuple.Contradicted ? "yes" : null,
    ];

    private static string Text(FactValueRecord value) => Printable.Short(value.V.ToString(), MostValueCharacters);
}
