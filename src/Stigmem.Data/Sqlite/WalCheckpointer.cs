using SQLitePCL;

namespace Stigmem.Data.Sqlite;

/// <summary>
/// Moves the write-ahead log into the database file on a connection and thread of its own, so that no request pays for
/// it. Under constant load a passive checkpoint never catches the last frames; once most have moved, the writer stands
/// still for one short pass so that the log can start over instead of growing for ever.
/// </summary>
internal sealed class WalCheckpointer : IDisposable
{
    private const int PagesForPause = 4;

    private readonly SqlSession _session;
    private readonly int _threshold;
    private readonly Lock _turn;
    private readonly Action<SqlFailureException> _failed;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private int _pages;
    private volatile bool _stopping;

    public WalCheckpointer(SqlSession session, int threshold, Lock turn, Action<SqlFailureException> failed)
    {
        _session = session;
        _threshold = threshold;
        _turn = turn;
        _failed = failed;
        _thread = new Thread(Run) { IsBackground = true, Name = "stigmem-checkpoint" };
        _thread.Start();
    }

    /// <summary>Called by the writer after each commit.</summary>
    public void Committed(int pages)
    {
        if (Interlocked.Add(ref _pages, pages) >= _threshold)
            _due.Set();
    }

    public void Dispose()
    {
        _stopping = true;
        _due.Set();
        _thread.Join();
        _session.Dispose();
        _due.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _due.WaitOne();
            if (_stopping)
                return;
            try
            {
                RunOnce();
            }
            catch (SqlFailureException e)
            {
                // The log is intact and keeps growing; the next commit asks again.
                _failed(e);
            }
        }
    }

    private void RunOnce()
    {
        Interlocked.Exchange(ref _pages, 0);
        var (inLog, moved) = Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        if (inLog < _threshold * PagesForPause)
            return;
        (inLog, moved) = Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
        if (moved == inLog)
            return;
        lock (_turn)
            Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE);
    }

    private (int InLog, int Moved) Checkpoint(int mode)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_session.Handle, "main", mode, out var inLog, out var moved);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
            throw SqliteErrors.Failure(_session.Handle, code, "checkpoint");
        return (inLog, moved);
    }
}
