using System.Diagnostics;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Nodes;
using Stigmem.Benchmarks.Sqlite;
using Stigmem.Benchmarks.Yardsticks;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>Everything that is measured at one size, on a fresh node of its own.</summary>
internal sealed class SizeRun(RunOptions options, HelloProcess hello, int size)
{
    private const ulong Seed = 20;
    private const int Starts = 3;
    private const int TargetSize = 1_000_000;
    private const double MostIdleMegabytes = 90;
    private const double MostLoadedMegabytes = 300;
    private const double MostStartMilliseconds = 400;
    private const double MostBytesAFact = 700;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    private readonly List<ReportLine> _lines = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<ReportLine> Lines => _lines;

    public IReadOnlyList<string> Faults => _faults;

    public async Task<SizeFigures> RunAsync(CancellationToken cancellation)
    {
        using var site = new NodeSite(options.Node, options.Folder);
        await site.BootstrapAsync(cancellation);
        var figures = await MeasureRunningAsync(site, cancellation);
        MeasureBytes(site);
        await MeasureStartAsync(site, cancellation);
        return figures;
    }

    private async Task<SizeFigures> MeasureRunningAsync(NodeSite site, CancellationToken cancellation)
    {
        await using var node = await site.StartAsync(cancellation);
        await Task.Delay(Settling, cancellation);
        Add(ReportLine.Figure(Named("memory, idle and empty"), node.ResidentMegabytes() ?? 0, "MB", MostIdleMegabytes));

        var requests = new NodeRequests(site, new SyntheticFacts(Seed));
        Say("fill");
        await using var memory = new MemoryWatch(node);
        var ids = await FillAsync(site, requests, cancellation);
        using var raw = OpenRaw(site, out var schema);
        var reads = new ReadMeasurement(options, hello, site, size);
        await reads.RunAsync(requests, ids, raw, cancellation);
        Collect(reads.Lines, reads.Faults);
        var writes = new WriteMeasurement(options, site, requests, schema, size);
        await writes.RunAsync(raw, cancellation);
        Collect(writes.Lines, writes.Faults);
        Add(ReportLine.Figure(
            Named("memory, most under load"), memory.MostMegabytes, "MB", size >= TargetSize ? MostLoadedMegabytes : null));
        if (!await node.StopAsync(cancellation))
        {
            _faults.Add(Named("the node did not stop when asked to"));
        }

        return new SizeFigures(
            size, writes.Assert.PerSecond, writes.RawInsert.PerSecond,
            reads.Query.PerSecond, reads.RawQuery.PerSecond, reads.Get.PerSecond, reads.RawGet.PerSecond);
    }

    private async Task<IReadOnlyList<string>> FillAsync(NodeSite site, NodeRequests requests, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var ids = await new NodeFill(site, requests).RunAsync(size, cancellation);
        Say(FormattableString.Invariant($"filled in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s"));
        return ids;
    }

    private RawSqlite OpenRaw(NodeSite site, out FactSchema schema)
    {
        using var file = SqliteFile.Open(site.Database, readOnly: true);
        schema = FactSchema.ReadFrom(file);
        var lastRow = file.QueryNumber("SELECT max(rowid) FROM facts");
        var raw = new RawSqlite(
            Path.Combine(options.Folder, $"stigmem-raw-{Guid.NewGuid():N}.db"), schema, options.RawCheckpointsBeside);
        raw.CopyFrom(site.Database, schema, lastRow);
        Say("copied for raw SQLite");
        return raw;
    }

    private void MeasureBytes(NodeSite site)
    {
        double bytes = site.BytesOnDisk();
        Add(ReportLine.Figure(
            Named("bytes a fact, search index included"),
            bytes / site.FactCount(), "B", size >= TargetSize ? MostBytesAFact : null));
    }

    private async Task MeasureStartAsync(NodeSite site, CancellationToken cancellation)
    {
        var times = new List<TimeSpan>();
        for (var i = 0; i < Starts; i++)
        {
            await using var node = await site.StartAsync(cancellation);
            times.Add(node.StartTime);
            await node.StopAsync(cancellation);
        }

        times.Sort();
        Add(ReportLine.Figure(
            Named("start to first healthy answer"), times[Starts / 2].TotalMilliseconds, "ms", MostStartMilliseconds));
    }

    private void Collect(IReadOnlyList<ReportLine> lines, IReadOnlyList<string> faults)
    {
        foreach (var line in lines)
        {
            Add(line);
        }

        _faults.AddRange(faults);
    }

    private void Add(ReportLine line)
    {
        _lines.Add(line);
        Console.Error.WriteLine(line);
    }

    private void Say(string what) => Console.Error.WriteLine(Named(what));

    private string Named(string what) => FormattableString.Invariant($"{size:N0} facts: {what}");
}
