using System.Globalization;
using Stigmem.Benchmarks.Load;

namespace Stigmem.Benchmarks.Yardsticks;

/// <summary>
/// <c>bench yardstick hello --port N</c> is the server itself; <c>bench yardstick</c> measures both yardsticks alone.
/// </summary>
internal static class YardstickCommand
{
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
}
