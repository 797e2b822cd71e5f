using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;
using Stigmem.Benchmarks.Yardsticks;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>Queries by entity and gets by id against hello world, taking turns within each round.</summary>
internal sealed class ReadMeasurement(RunOptions options, HelloProcess hello, NodeSite site, int size)
{
    private const int JudgedClients = 64;
    private const double LeastRatio = 0.5;
    private const int PreparedQueries = 5_000;
    private const int Searches = 20_000;
    private const long MostRequests = 10_000_000;

    private readonly LoadBounds _bounds = new(MostRequests, options.RoundTime);
    private readonly List<ReportLine> _lines = [];
    private readonly List<string> _faults = [];

    public IReadOnlyList<ReportLine> Lines => _lines;

    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Queries by entity at the highest number of clients.</summary>
    public Rounds Query { get; private set; } = new();

    /// <summary>Gets by id at the highest number of clients.</summary>
    public Rounds Get { get; private set; } = new();

    public Rounds RawQuery { get; } = new();

    public Rounds RawGet { get; } = new();

    public async Task RunAsync(
        NodeRequests requests, IReadOnlyList<string> ids, RawSqlite raw, CancellationToken cancellation)
    {
        var queries = requests.QueriesByEntity(size, PreparedQueries);
        var gets = requests.GetsById(ids);
        await WarmUpAsync(queries, gets, cancellation);
        foreach (var clients in options.Clients)
        {
            await MeasureAsync(clients, queries, gets, cancellation);
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            Search(raw, RawGet, cancellation, "id");
            Search(raw, RawQuery, cancellation, "entity_key", "entity");
        }
    }

    private static void Search(RawSqlite raw, Rounds rounds, CancellationToken cancellation, params ReadOnlySpan<string> columns)
    {
        if (raw.KeyOf(columns) is { } key)
        {
            rounds.Add(raw.Search(key, Searches, cancellation));
        }
    }

    /// <summary>Both sides get the same time to be compiled for the load they will see.</summary>
    private async Task WarmUpAsync(PackedRequests queries, PackedRequests gets, CancellationToken cancellation)
    {
        await hello.LoadAsync(options.Clients[^1], _bounds, cancellation);
        await LoadAsync(options.Clients[^1], queries, cancellation);
        await LoadAsync(options.Clients[^1], gets, cancellation);
    }

    private async Task MeasureAsync(
        int clients, PackedRequests queries, PackedRequests gets, CancellationToken cancellation)
    {
        var yardstick = new Rounds();
        Query = new Rounds();
        Get = new Rounds();
        for (var round = 0; round < options.Rounds; round++)
        {
            yardstick.Add(await hello.LoadAsync(clients, _bounds, cancellation));
            Query.Add(await LoadAsync(clients, queries, cancellation));
            Get.Add(await LoadAsync(clients, gets, cancellation));
        }

        double? target = clients >= JudgedClients ? LeastRatio : null;
        Report("GET /v1/facts?entity= against hello world", clients, Query, yardstick, target);
        Report("GET /v1/facts/{id} against hello world", clients, Get, yardstick, target);
    }

    private Task<LoadResult> LoadAsync(int clients, PackedRequests requests, CancellationToken cancellation) =>
        new LoadRunner(site.Origin, clients).RunAsync(requests, _bounds, repeat: true, cancellation);

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
