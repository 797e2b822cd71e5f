using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Hosting;

/// <summary>The numbers that facts, audit rows and releases of facts share, and the strictly increasing time that goes with them.</summary>
/// <remarks>Only the writer's turn takes numbers. Gaps are allowed, repeats are not.</remarks>
internal sealed class CommitSequence(TimeProvider time) : IWriterState
{
    private static readonly SqlText SelectLast = new(
        """
        SELECT max(coalesce((SELECT max(seq) FROM facts), 0), coalesce((SELECT max(seq) FROM audit_events), 0),
                   coalesce((SELECT max(seq) FROM released_facts), 0)),
               max(coalesce((SELECT recorded_us FROM facts ORDER BY seq DESC LIMIT 1), 0),
                   coalesce((SELECT ts_us FROM audit_events ORDER BY seq DESC LIMIT 1), 0))
        """);

    private readonly Lock _gate = new();
    private TaskCompletionSource? _moved;
    private long _last;
    private long _published;
    private Core.Clock.MonotonicTimestamp _clock = new(time, 0);

    /// <summary>The newest committed number.</summary>
    public long Head => Interlocked.Read(ref _published);

    /// <summary>The next number.</summary>
    public long Next() => ++_last;

    /// <summary>The next timestamp, in microseconds since 1970.</summary>
    public long NextTimestamp() => _clock.Next();

    public void Load(SqlSession session)
    {
        using var row = session.Use(SelectLast);
        row.Step();
        _last = row.GetInt64(0);
        _clock = new Core.Clock.MonotonicTimestamp(time, row.GetInt64(1));
        Publish();
    }

    /// <summary>Completes when a number beyond the given one is committed.</summary>
    public Task BeyondAsync(long head)
    {
        lock (_gate)
            return Head > head ? Task.CompletedTask : (_moved ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public void Publish()
    {
        TaskCompletionSource? moved;
        lock (_gate)
        {
            // A commit that took no number is no news to those who wait for one.
            if (_last == Head)
                return;
            Interlocked.Exchange(ref _published, _last);
            (moved, _moved) = (_moved, null);
        }
        moved?.SetResult();
    }
}
