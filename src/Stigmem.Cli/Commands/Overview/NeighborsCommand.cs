using System.CommandLine;
using System.Globalization;
using Stigmem.Cli.Commands.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Core.Facts;
using Stigmem.Protocol.Graph;
using Stigmem.Sdk.Graph;

namespace Stigmem.Cli.Commands.Overview;

/// <summary><c>stigmem neighbors</c>.</summary>
internal static class NeighborsCommand
{
    private static readonly Argument<string> Entity = new("entity") { Description = "Where to begin." };
    private static readonly Option<string?> Scope = FactOptions.Scope("The scope whose facts are followed. Default: local.");
    private static readonly Option<int?> Depth = new("--depth") { Description = "Steps, 1 to 3. Default: 1.", HelpName = "count" };

    private static readonly Option<string?> Direction = new Option<string?>("--direction")
    {
        Description = "Only facts that name the neighbour, or only those by which it names the entity.",
    }.From([NeighborQuery.Out, NeighborQuery.In]);

    private static readonly Option<string?> Relation = new("--relation") { Description = "Only these relations, separated by commas; memory:* takes all that begin so.", HelpName = "relations" };
    private static readonly Option<double?> MinConfidence = new("--min-confidence") { Description = "Least confidence of a fact that is followed.", HelpName = "number" };
    private static readonly Option<bool> UrisOnly = new("--uris-only") { Description = "Does not follow refs that are no URIs, such as user:bob." };
    private static readonly Option<int?> Limit = new("--limit") { Description = "Neighbours a page.", HelpName = "count" };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "Goes on after a page whose cursor this is.", HelpName = "cursor" };

    public static Command Create() => Define.OnNode(
        "neighbors", "Lists the entities that facts connect with one.", [Entity, Scope, Depth, Direction, Relation, MinConfidence, UrisOnly, Limit, Cursor], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var query = new NeighborQuery
        {
            Entity = call.Get(Entity),
            Scope = FactOptions.ScopeOf(call.Get(Scope), FactScope.Local),
            Depth = call.Get(Depth),
            Direction = call.Get(Direction),
            RelationFilter = call.Get(Relation),
            MinConfidence = call.Get(MinConfidence),
            IncludeInformal = !call.Get(UrisOnly),
            PageSize = call.Get(Limit),
            Cursor = call.Get(Cursor),
        };
        var page = await call.Client.Graph.NeighborsAsync(query, call.Cancellation);
        call.Output.Show(page, shown => call.Output.Table(
            ["entity", "relation", "direction", "hops", "confidence", "path"], shown.Neighbors.Select(Row), "No neighbours."));
        if (page.NextCursor is { } cursor && !call.Output.IsJson)
            call.Output.Note($"There are more: --cursor {cursor}");
        return ExitCodes.Ok;
    }

    private static IReadOnlyList<string?> Row(NeighborItem one) =>
    [
        one.Entity, one.Relation, one.Direction, one.Hops.ToString(CultureInfo.InvariantCulture), one.Confidence.ToString(CultureInfo.InvariantCulture),
        string.Join(" > ", one.Path),
    ];
}
