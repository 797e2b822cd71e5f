using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Measuring;

/// <summary>Remembers the most memory that a node was seen to hold.</summary>
internal sealed class MemoryWatch : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly PeriodicTimer _timer = new(Interval);
    private readonly Task _sampling;

    public MemoryWatch(RunningNode node) => _sampling = SampleAsync(node);

    public double MostMegabytes { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _sampling;
    }

    private async Task SampleAsync(RunningNode node)
    {
        while (await _timer.WaitForNextTickAsync() && !node.HasExited)
        {
            MostMegabytes = Math.Max(MostMegabytes, node.ResidentMegabytes() ?? 0);
        }
    }
}
