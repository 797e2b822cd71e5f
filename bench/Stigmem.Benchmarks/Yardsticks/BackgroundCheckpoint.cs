using Stigmem.Benchmarks.Sqlite;

namespace Stigmem.Benchmarks.Yardsticks;

/// <summary>Moves the write-ahead log into the database on a connection and a thread of its own.</summary>
internal sealed class BackgroundCheckpoint : IDisposable
{
    private const int RowsBetween = 4_096;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private volatile bool _stopped;
    private int _rows;

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
        }
    }
}
