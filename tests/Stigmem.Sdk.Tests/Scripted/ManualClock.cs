namespace Stigmem.Sdk.Tests.Scripted;

/// <summary>A clock that moves by hand, or jumps over every wait at once.</summary>
internal sealed class ManualClock(bool skipsWaits = false) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>Every wait that was asked for.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ManualTimer timer = new(this, callback, state);
        if (dueTime == Timeout.InfiniteTimeSpan)
            return timer;
        lock (_gate)
        {
            Waits.Add(dueTime);
            timer.Due = _now + dueTime;
            _timers.Add(timer);
        }

        _started.TrySetResult();
        if (skipsWaits)
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        return timer;
    }

    /// <summary>Ends when somebody waits.</summary>
    public Task SomebodyWaits() => _started.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Advance(TimeSpan by)
    {
        ManualTimer[] due;
        lock (_gate)
        {
            _now += by;
            due = [.. _timers.Where(timer => timer.Due <= _now)];
            _timers.RemoveAll(timer => timer.Due <= _now);
        }

        foreach (var timer in due)
            timer.Fire();
    }

    private sealed class ManualTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
