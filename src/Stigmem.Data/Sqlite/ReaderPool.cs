using System.Collections.Concurrent;

namespace Stigmem.Data.Sqlite;

/// <summary>
/// Read-only connections on the write-ahead log's snapshot; they never wait for the writer, nor for each other: a
/// caller that finds none free gets a new one, so that a read within a read cannot deadlock.
/// </summary>
/// <param name="open">Opens a session.</param>
/// <param name="most">How many are kept while nobody uses them.</param>
internal sealed class ReaderPool(Func<SqlSession> open, int most) : IDisposable
{
    private readonly ConcurrentStack<SqlSession> _free = [];
    private volatile bool _closed;

    /// <summary>Takes a session; give it back with <see cref="Return"/>.</summary>
    public SqlSession Take()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        return _free.TryPop(out var session) ? session : open();
    }

    public void Return(SqlSession session)
    {
        if (_closed || _free.Count >= most)
            session.Dispose();
        else
            _free.Push(session);
    }

    public void Dispose()
    {
        _closed = true;
        while (_free.TryPop(out var session))
            session.Dispose();
    }
}
