using System.Globalization;
using Stigmem.Benchmarks.Load;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Yardsticks;

/// <summary>The hello server in a process of its own, as the node is.</summary>
internal sealed class HelloProcess : IAsyncDisposable
{
    private readonly ChildProcess _child;
    private readonly PackedRequests _requests;

    private HelloProcess(ChildProcess child, Uri origin)
    {
        _child = child;
        Origin = origin;
        _requests = new PackedRequests(origin, apiKey: null);
        _requests.AddGet("/");
    }

    public Uri Origin { get; }

    public static async Task<HelloProcess> StartAsync(CancellationToken cancellation)
    {
        var port = HealthProbe.FreePort();
        var executable = Environment.ProcessPath ?? throw new UsageException("the path of this executable is unknown");
        var isHost = Path.GetFileNameWithoutExtension(executable) == "dotnet";
        string[] self = isHost ? [typeof(HelloProcess).Assembly.Location] : [];
        var child = ChildProcess.Start(
            executable, [.. self, "yardstick", "hello", "--port", port.ToString(CultureInfo.InvariantCulture)]);
        var origin = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"));
        await HealthProbe.WaitAsync(child, origin, "/", cancellation);
        return new HelloProcess(child, origin);
    }

    public Task<LoadResult> LoadAsync(int clients, LoadBounds bounds, CancellationToken cancellation) =>
        new LoadRunner(Origin, clients).RunAsync(_requests, bounds, repeat: true, cancellation);

    public ValueTask DisposeAsync() => _child.DisposeAsync();
}
