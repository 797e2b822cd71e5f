using System.Collections.Concurrent;

namespace Stigmem.Data.Sqlite;

/// <summary>Read-only connections on the write-ahead log's snapshot; they never wait for the writer.</summary>
internal sealed class ReaderPool(Func<SqlSession> open, int most) : IDisposable
{
    private readonly ConcurrentStack<SqlSession> _free = [];
    private readonly SemaphoreSlim _slots = new(most, most);

    /// <summary>Takes a session; give it back with <see cref="Return"/>.</summary>
    public SqlSession Take()
    {
        _slots.Wait();
        if (_free.TryPop(out var session))
            return session;
        try
        {
            return open();
        }
        catch
        {
            _slots.Release();
            throw;
        }
    }

    public void Return(SqlSession session)
    {
        _free.Push(session);
        _slots.Release();
    }

    public void Dispose()
    {
        while (_free.TryPop(out var session))
            session.Dispose();
        _slots.Dispose();
    }
}
