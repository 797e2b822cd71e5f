using System.Globalization;

namespace Stigmem.Benchmarks.Nodes;

/// <summary>A node that has answered its first health request.</summary>
internal sealed class RunningNode(ChildProcess child, TimeSpan startTime) : IAsyncDisposable
{
    /// <summary>From the start of the process to the first healthy answer.</summary>
    public TimeSpan StartTime => startTime;

    public int Id => child.Id;

    public bool HasExited => child.HasExited;

    public string Errors => child.Errors;

    /// <summary>Resident memory in megabytes (10^6), as the system counts it; null of a process that has just ended.</summary>
    public double? ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{child.Id}/status").FirstOrDefault(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kibibytes = line?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1];
        return kibibytes is null ? null : long.Parse(kibibytes, CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    public Task<bool> StopAsync(CancellationToken cancellation) => child.StopAsync(cancellation);

    public Task KillAsync() => child.KillAsync();

    public ValueTask DisposeAsync() => child.DisposeAsync();
}
