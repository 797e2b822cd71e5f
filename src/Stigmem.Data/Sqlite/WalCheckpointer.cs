using Microsoft.Win32.SafeHandles;

namespace Stigmem.Data.Sqlite;

/// <summary>
/// Moves the write-ahead log into the database file on a connection and thread of its own, so that no request pays for
/// it. Under constant load a passive checkpoint never catches the last frames; once most have moved, the writer stands
/// still for one short pass so that the log can start over instead of growing for ever.
/// </summary>
internal sealed class WalCheckpointer : IDisposable
{
    private const int MostPasses = 3;
    private const int SmallRest = 500;

    private readonly SqlSession _session;
    private readonly SafeFileHandle _file;
    private readonly int _threshold;
    private readonly Action<Action> _pauseWriter;
    private readonly Action<SqlFailureException> _failed;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private int _pages;
    private volatile bool _stopping;

    /// <param name="session">A connection of its own.</param>
    /// <param name="file">
    /// The database file, for syncing. Its owner closes it after every connection: closing any handle of the file drops
    /// the locks that this process holds on it.
    /// </param>
    /// <param name="threshold">Pages in the log after which it is moved.</param>
    /// <param name="pauseWriter">Runs something while the writer stands still.</param>
    /// <param name="failed">Told about failures.</param>
    public WalCheckpointer(SqlSession session, SafeFileHandle file, int threshold, Action<Action> pauseWriter, Action<SqlFailureException> failed)
    {
        _session = session;
        _file = file;
        _threshold = threshold;
        _pauseWriter = pauseWriter;
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

    /// <summary>
    /// Moves most of the log beside the writer, then the rest while it stands still, so that the next commit starts the
    /// log over: overwriting a file that has its blocks syncs much faster than growing one.
    /// </summary>
    private void RunOnce()
    {
        Interlocked.Exchange(ref _pages, 0);
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var (inLog, moved) = Checkpoint();
            // SQLite syncs the file only when a pass has caught the last frame, that is in the pause below. Syncing it
            // here leaves next to nothing for the pause.
            RandomAccess.FlushToDisk(_file);
            if (inLog - moved < SmallRest || Volatile.Read(ref _pages) < SmallRest)
                break;
            Interlocked.Exchange(ref _pages, 0);
        }
        _pauseWriter(() => Checkpoint());
    }

    private (int InLog, int Moved) Checkpoint()
    {
        var code = Native.WalCheckpoint(_session.Handle, "main", Native.CheckpointPassive, out var inLog, out var moved);
        if (code is not (Native.Ok or Native.Busy))
            throw SqliteErrors.Failure(_session.Handle, code, "checkpoint");
        return (inLog, moved);
    }
}
