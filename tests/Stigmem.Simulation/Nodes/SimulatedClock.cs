namespace Stigmem.Simulation.Nodes;

/// <summary>
/// The clock of one node: the time of the world, and how far this node is off. Timers never fire, for what a timer would
/// start is started by the schedule.
/// </summary>
internal sealed class SimulatedClock(WorldTime world) : TimeProvider
{
    private Action? _atReading;
    private int _readingsLeft;

    /// <summary>How far this clock is ahead of the world's.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>The latest wall time that was read, in milliseconds: stamps may not run far ahead of it.</summary>
    public long LatestMs { get; private set; }

    /// <summary>What it shows, for who only looks on: no reading of the node's.</summary>
    public long NowMicroseconds => (world.Now + Skew).ToUnixTimeMilliseconds() * 1_000;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>
    /// Runs something in the middle of whatever the node does when it has looked at the clock so often: a node looks within
    /// the turns of its writer, before they are committed, so that this is where a crash is worst.
    /// </summary>
    public void Arm(int readings, Action action) => (_readingsLeft, _atReading) = (readings, action);

    /// <summary>Forgets what was to be run.</summary>
    /// <returns>Whether it had not been run yet.</returns>
    public bool Disarm()
    {
        var wasArmed = _atReading is not null;
        _atReading = null;
        return wasArmed;
    }

    public override DateTimeOffset GetUtcNow()
    {
        if (_atReading is { } action && --_readingsLeft <= 0)
        {
            _atReading = null;
            action();
        }
        var now = world.Now + Skew;
        LatestMs = Math.Max(LatestMs, now.ToUnixTimeMilliseconds());
        return now;
    }

    public override long GetTimestamp() => world.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

    private sealed class Never : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
            // There is nothing behind it.
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
