using Stigmem.Benchmarks.Yardsticks;

namespace Stigmem.Benchmarks.Measuring;

/// <summary><c>bench run</c>: the node against its yardsticks, size by size, as one Markdown table.</summary>
internal static class RunCommand
{
    private const double MostGrowth = 1.5;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        var options = RunOptions.From(arguments);
        var lines = new List<ReportLine>();
        var faults = new List<string>();
        var figures = new List<SizeFigures>();
        await using (var hello = await HelloProcess.StartAsync(cancellation))
        {
            foreach (var size in options.Sizes)
            {
                var run = new SizeRun(options, hello, size);
                figures.Add(await run.RunAsync(cancellation));
                lines.AddRange(run.Lines);
                faults.AddRange(run.Faults);
            }
        }

        if (figures.Count > 1)
        {
            lines.AddRange(GrowthLines(figures[0], figures[^1]));
        }

        var now = TimeProvider.System.GetLocalNow();
        var text = Report.Render(options, now, lines, faults);
        Console.WriteLine(text);
        if (options.WritesReport)
        {
            await Console.Error.WriteLineAsync(await Report.SaveAsync(options.Label, now, text, cancellation));
        }

        return faults.Count == 0 ? 0 : 1;
    }

    private static IEnumerable<ReportLine> GrowthLines(SizeFigures small, SizeFigures large)
    {
        var span = FormattableString.Invariant($"from {small.Size:N0} to {large.Size:N0} facts");
        yield return ReportLine.Growth(
            $"growth of assert {span}", small.Assert / large.Assert, small.RawInsert / large.RawInsert, MostGrowth);
        yield return ReportLine.Growth(
            $"growth of query by entity {span}", small.Query / large.Query, small.RawQuery / large.RawQuery, MostGrowth);
        yield return ReportLine.Growth(
            $"growth of get by id {span}", small.Get / large.Get, small.RawGet / large.RawGet, MostGrowth);
    }
}
