using Stigmem.Benchmarks.Sqlite;

namespace Stigmem.Benchmarks.Yardsticks;

/// <summary>
/// Moves the write-ahead log into the database on a connection and a thread of its own. While a writer keeps committing,
/// such a checkpoint never sees the log's end, so SQLite never starts the log over: it grows, and each fsync then also
/// pays for a larger file. The writer has to move the few frames of the remainder itself once a pass has finished.
/// </summary>
internal sealed class BackgroundCheckpoint : IDisposable
{
    private const int RowsBetween = 4_096;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private volatile bool _stopped;
    private int _rows;
    private int _passes;

    public BackgroundCheckpoint(string path)
    {
        _thread = new Thread(() => Run(path)) { IsBackground = true, Name = "checkpoint" };
        _thread.Start();
    }

    public void CountRows(int rows)
    {
        _rows += rows;
        if (_rows >= RowsBetween)
        {
            _rows = 0;
            _due.Set();
        }
    }

    /// <summary>True once after each pass: the remainder is now small enough for the writer.</summary>
    public bool TakePass() => Interlocked.Exchange(ref _passes, 0) > 0;

    public void Dispose()
    {
        _stopped = true;
        _due.Set();
        _thread.Join();
        _due.Dispose();
    }

    private void Run(string path)
    {
        using var file = SqliteFile.Open(path);
        while (_due.WaitOne() && !_stopped)
        {
            file.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            Interlocked.Increment(ref _passes);
        }
    }
}
