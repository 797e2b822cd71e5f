using System.Diagnostics.Metrics;

namespace Stigmem.Node.Hosting;

/// <summary>The meter of one node; slices make their instruments on it, <c>/metrics</c> listens to it.</summary>
internal sealed class NodeMeter : IDisposable
{
    /// <summary>The name under which other listeners find it.</summary>
    public const string Name = "Stigmem";

    public Meter Meter { get; } = new(Name);

    public void Dispose() => Meter.Dispose();
}
