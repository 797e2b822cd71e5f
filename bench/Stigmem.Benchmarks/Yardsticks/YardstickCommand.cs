using System.Globalization;
using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Sqlite;

namespace Stigmem.Benchmarks.Yardsticks;

/// <summary>
/// <c>bench yardstick hello --port N</c> is the server itself; <c>bench yardstick</c> measures both yardsticks alone.
/// </summary>
internal static class YardstickCommand
{
    private const int RowsARound = 30_000;
    private const int Searches = 20_000;
    private static readonly int[] DefaultClients = [1, 16, 64];

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        if (arguments.Words is [_, "hello"])
        {
            return await HelloServer.RunAsync(arguments.Number("--port", 0, 1, 65535), cancellation);
        }

        var seconds = arguments.Number("--seconds", 3, 1, 60);
        var clients = arguments.Numbers("--clients", DefaultClients, 1, 1024);
        var rows = arguments.Number("--rows", 100_000, 1_000, 10_000_000);
        var folder = arguments.Text("--dir") ?? Path.GetTempPath();
        arguments.RefuseUnread();
        await MeasureHelloAsync(clients, seconds, cancellation);
        MeasureSqlite(folder, rows, cancellation);
        return 0;
    }

    private static async Task MeasureHelloAsync(IReadOnlyList<int> clients, int seconds, CancellationToken cancellation)
    {
        await using var hello = await HelloProcess.StartAsync(cancellation);
        var bounds = new LoadBounds(100_000_000, TimeSpan.FromSeconds(seconds));
        await hello.LoadAsync(16, bounds, cancellation);
        foreach (var count in clients)
        {
            var result = await hello.LoadAsync(count, bounds, cancellation);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hello world, {count} clients: {result}"));
        }
    }

    private static void MeasureSqlite(string folder, int rows, CancellationToken cancellation)
    {
        Console.WriteLine($"SQLite {SqliteLibrary.Version}, {folder}, filled with {rows:N0} rows first");
        foreach (var beside in (ReadOnlySpan<bool>)[true, false])
        {
            var path = Path.Combine(folder, $"stigmem-yardstick-{Guid.NewGuid():N}.db");
            using var raw = new RawSqlite(path, FactSchema.Standalone, beside);
            var source = new StandaloneRows(seed: 1);
            long next = Fill(raw, source, rows, cancellation);
            Console.WriteLine(beside ? "checkpoints beside the writer:" : "checkpoints inside commits (SQLite's default):");
            foreach (var batch in (ReadOnlySpan<int>)[1, 64, 500])
            {
                var block = source.Build(next, Math.Min(RowsARound, batch * 500));
                next += block.Rows;
                Console.WriteLine($"  insert in batches of {batch}: {raw.Insert(block, batch, cancellation):N0} rows/s");
            }

            foreach (var column in (ReadOnlySpan<string>)["id", "entity_key"])
            {
                var key = raw.KeyOf(column) ?? throw new InvalidOperationException($"no index on {column}");
                Console.WriteLine($"  search by {column}: {raw.Search(key, Searches, cancellation):N0}/s");
            }
        }
    }

    private static int Fill(RawSqlite raw, StandaloneRows source, int rows, CancellationToken cancellation)
    {
        for (var first = 0; first < rows; first += RowsARound)
        {
            raw.Insert(source.Build(first, Math.Min(RowsARound, rows - first)), batchSize: 10_000, cancellation);
        }

        return rows;
    }
}
