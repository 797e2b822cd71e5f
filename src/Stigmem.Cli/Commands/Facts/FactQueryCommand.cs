using System.CommandLine;
using Stigmem.Cli.Facts;
using Stigmem.Cli.Failures;
using Stigmem.Cli.Output;

namespace Stigmem.Cli.Commands.Facts;

/// <summary><c>stigmem fact query</c>.</summary>
internal static class FactQueryCommand
{
    private static readonly Option<int?> Limit = new("--limit") { Description = "Facts a page, 1 to 500. Default: 50.", HelpName = "count" };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "Goes on after a page whose cursor this is.", HelpName = "cursor" };
    private static readonly Option<bool> Total = new("--total") { Description = "Also counts the facts that match on all pages." };
    private static readonly Option<bool> All = new("--all") { Description = "Reads every page; with --json prints one fact a line." };

    public static Command Create() => Define.OnNode(
        "query", "Lists facts, newest first.", [.. FactFilter.Options, Limit, Cursor, Total, All], RunAsync);

    private static async Task<int> RunAsync(NodeCall call)
    {
        var query = FactFilter.Read(call) with { Limit = call.Get(Limit), Cursor = call.Get(Cursor), IncludeTotal = call.Get(Total) };
        if (!call.Get(All))
        {
            var page = await call.Client.Facts.QueryAsync(query, call.Cancellation);
            call.Output.Show(page, shown => FactText.List(call.Output, shown.Facts));
            if (page.TotalMatches is { } total && !call.Output.IsJson)
                call.Output.Note($"{total} facts match.");
            if (page.Cursor is { } cursor && !call.Output.IsJson)
                call.Output.Note($"There are more: --cursor {cursor}, or --all.");
            return ExitCodes.Ok;
        }
        var facts = call.Client.Facts.QueryAllAsync(query, call.Cancellation);
        if (!call.Output.IsJson)
        {
            var all = await facts.ToListAsync(call.Cancellation);
            FactText.List(call.Output, all);
            if (call.Get(Total))
                call.Output.Note($"{all.Count} facts match.");
        }
        else
        {
            await foreach (var fact in facts)
                call.Output.Verbatim(CliJson.Text(fact));
        }
        return ExitCodes.Ok;
    }
}
