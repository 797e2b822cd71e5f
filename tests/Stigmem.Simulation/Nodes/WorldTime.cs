namespace Stigmem.Simulation.Nodes;

/// <summary>The true time, which no node knows.</summary>
internal sealed class WorldTime
{
    public DateTimeOffset Now { get; private set; } = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public void Advance(TimeSpan by) => Now += by;
}
