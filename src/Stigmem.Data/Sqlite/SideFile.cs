namespace Stigmem.Data.Sqlite;

/// <summary>
/// A SQLite file beside the store for what is costly to make but can be made again. It has one connection, which its
/// callers take in turns; a file of another layout, or one that cannot be read, is thrown away.
/// </summary>
public sealed class SideFile : IDisposable
{
    private readonly SqlSession _session;
    private readonly Lock _turn = new();

    private SideFile(SqlSession session) => _session = session;

    /// <summary>Opens the file, or makes it anew.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="layout">Makes its tables.</param>
    /// <exception cref="SqlFailureException">It can neither be opened nor made anew.</exception>
    public static SideFile Open(string path, string layout)
    {
        if (File.Exists(path))
        {
            if (TryOpen(path, layout) is { } known)
                return known;
            IndexFile.Delete(path);
        }
        OwnerOnly.Ensure(path);
        var session = OpenSession(path);
        try
        {
            session.Execute($"BEGIN; {layout}; CREATE TABLE layout (text TEXT NOT NULL);");
            using (var insert = session.Use(new SqlText("INSERT INTO layout (text) VALUES (?1)")))
                insert.Bind(1, layout).Execute();
            session.Execute("COMMIT");
            return new SideFile(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Reads something.</summary>
    public T Read<T>(Func<SqlSession, T> work)
    {
        lock (_turn)
            return work(_session);
    }

    /// <summary>Changes something, all of it or nothing.</summary>
    public void Change(Action<SqlSession> work)
    {
        lock (_turn)
        {
            _session.Execute("BEGIN");
            try
            {
                work(_session);
                _session.Execute("COMMIT");
            }
            catch
            {
                if (_session.InTransaction)
                    _session.Execute("ROLLBACK");
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn)
            _session.Dispose();
    }

    private static SideFile? TryOpen(string path, string layout)
    {
        SqlSession? session = null;
        try
        {
            session = OpenSession(path);
            if (session.Scalar("SELECT text FROM layout") == layout)
                return new SideFile(session);
        }
        catch (SqlFailureException)
        {
            // Whatever is wrong with it: it can be made again.
        }
        session?.Dispose();
        return null;
    }

    private static SqlSession OpenSession(string path)
    {
        var session = SqlSession.Open(path, Native.OpenReadWrite | Native.OpenCreate);
        try
        {
            // NORMAL: after a power loss the file is an earlier state of itself, never a broken one.
            session.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4096;");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
