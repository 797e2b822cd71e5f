using System.Globalization;
using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;
using Stigmem.Benchmarks.Sqlite;
using Stigmem.Benchmarks.Yardsticks;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>
/// Asserts, one a request and in batches. After each round the rows that the node wrote are read back and raw SQLite
/// inserts those very rows, so both tables hold the same at every moment.
/// </summary>
internal sealed class WriteMeasurement(
    RunOptions options, NodeSite site, NodeRequests requests, FactSchema schema, int size)
{
    private const int JudgedClients = 64;
    private const double LeastRatio = 0.5;
    private const int RawBatch = 64;
    private const int BatchClients = 4;

    private readonly List<ReportLine> _lines = [];
    private readonly List<string> _faults = [];
    private long _nextFact = size;
    private long _lastCopiedRow;

    public IReadOnlyList<ReportLine> Lines => _lines;

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Single asserts at the highest number of clients.</summary>
    public Rounds Assert { get; private set; } = new();

    public Rounds RawInsert { get; private set; } = new();

    public async Task RunAsync(RawSqlite raw, CancellationToken cancellation)
    {
        using var node = SqliteFile.Open(site.Database, readOnly: true);
        _lastCopiedRow = node.QueryNumber("SELECT max(rowid) FROM facts");
        await RoundAsync(node, raw, options.Clients[^1], cancellation);

        // The judged number of clients goes first, while the table is closest to the size under test.
        foreach (var clients in options.Clients.Reverse())
        {
            var (nodeRounds, rawRounds) = await MeasureAsync(node, raw, clients, cancellation);
            double? target = clients >= JudgedClients ? LeastRatio : null;
            Report($"POST /v1/facts against raw SQLite in batches of {RawBatch}", clients, nodeRounds, rawRounds, target);
            if (clients == options.Clients[^1])
            {
                (Assert, RawInsert) = (nodeRounds, rawRounds);
            }
        }

        var (batches, rawBatches) = await MeasureBatchesAsync(node, raw, cancellation);
        Report(
            $"POST /v1/facts/batch of {NodeRequests.BatchSize}, facts, against raw SQLite in the same batches",
            BatchClients, batches, rawBatches, target: null);
    }

    private async Task<(Rounds Node, Rounds Raw)> MeasureAsync(
        SqliteFile node, RawSqlite raw, int clients, CancellationToken cancellation)
    {
        var (nodeRounds, rawRounds) = (new Rounds(), new Rounds());
        for (var round = 0; round < options.Rounds; round++)
        {
            var (load, rows) = await RoundAsync(node, raw, clients, cancellation);
            nodeRounds.Add(load);
            rawRounds.Add(rows);
        }

        return (nodeRounds, rawRounds);
    }

    private async Task<(LoadResult Load, double RawRows)> RoundAsync(
        SqliteFile node, RawSqlite raw, int clients, CancellationToken cancellation)
    {
        var asserts = requests.Asserts(_nextFact, RunOptions.AssertsARound(size));
        var load = await LoadAsync(asserts, clients, cancellation);
        _nextFact += asserts.Count;
        return (load, raw.Insert(NewRows(node, load.Succeeded), RawBatch, cancellation));
    }

    private async Task<(Rounds Node, Rounds Raw)> MeasureBatchesAsync(
        SqliteFile node, RawSqlite raw, CancellationToken cancellation)
    {
        var (nodeRounds, rawRounds) = (new Rounds(), new Rounds());
        for (var round = 0; round < options.Rounds; round++)
        {
            var batches = requests.Batches(_nextFact, RunOptions.BatchedFactsARound(size));
            _nextFact += (long)batches.Count * NodeRequests.BatchSize;
            var load = await LoadAsync(batches, BatchClients, cancellation);
            nodeRounds.Add(load, NodeRequests.BatchSize);
            var rows = NewRows(node, load.Succeeded * NodeRequests.BatchSize);
            rawRounds.Add(raw.Insert(rows, NodeRequests.BatchSize, cancellation));
        }

        return (nodeRounds, rawRounds);
    }

    private Task<LoadResult> LoadAsync(PackedRequests work, int clients, CancellationToken cancellation) =>
        new LoadRunner(site.Origin, clients).RunAsync(
            work, new LoadBounds(work.Count, options.RoundTime), repeat: false, cancellation);

    /// <summary>The rows that the node has written since the last call: at least those it has acknowledged.</summary>
    private RowBlock NewRows(SqliteFile node, long acknowledged)
    {
        var rows = new RowBlock(schema.Columns.Count);
        using (var select = node.Prepare(string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT {schema.ColumnList} FROM facts WHERE rowid > {_lastCopiedRow} ORDER BY rowid")))
        {
            rows.ReadAll(select);
        }

        if (rows.Rows < acknowledged)
        {
            _faults.Add(FormattableString.Invariant(
                $"{size:N0} facts: {acknowledged} facts were acknowledged, {rows.Rows} rows are in the table"));
        }

        _lastCopiedRow = node.QueryNumber("SELECT max(rowid) FROM facts");
        return rows;
    }

    private void Report(string what, int clients, Rounds node, Rounds yardstick, double? target)
    {
        var name = FormattableString.Invariant($"{size:N0} facts: {what}, {clients} clients");
        _lines.Add(ReportLine.Rate(name, node, yardstick, target));
        if (node.FirstFailure is { } failure)
        {
            _faults.Add($"{name}: {failure}");
        }
    }
}
