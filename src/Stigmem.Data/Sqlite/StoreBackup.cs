namespace Stigmem.Data.Sqlite;

/// <summary>Copies a store, whether a node is writing to it or not, into one file that is complete by itself.</summary>
public static class StoreBackup
{
    private const int AllPages = -1;
    private static readonly SqlText SelectMeta = new("SELECT value FROM node_meta WHERE key = ?1");

    /// <summary>Copies the store as of one moment; writers are not held up.</summary>
    /// <param name="source">The database file.</param>
    /// <param name="destination">A file that does not exist yet; it gets mode 0600.</param>
    /// <exception cref="SqlFailureException">The store cannot be read or the copy cannot be written.</exception>
    public static void Copy(string source, string destination)
    {
        if (!File.Exists(source))
            throw new SqlFailureException(SqlFailure.CannotOpen, $"there is no database at {source}");
        OwnerOnly.Ensure(destination);
        using var from = OpenSource(source);
        using var to = SqlSession.Open(destination, Native.OpenReadWrite);
        var backup = NativeBackup.Start(to.Handle, "main", from.Handle, "main");
        if (backup == 0)
            throw SqliteErrors.Failure(to.Handle, NativeBackup.ErrorCode(to.Handle), "start the copy");
        // All pages in one step: one read snapshot, so a busy writer cannot make the copy start over for ever.
        var code = NativeBackup.Step(backup, AllPages);
        _ = NativeBackup.Finish(backup);
        if (code != Native.Done)
            throw SqliteErrors.Failure(to.Handle, code, "copy");
        // The copy carries the source's mode; without a log of its own it is a single file.
        to.Scalar("PRAGMA journal_mode=DELETE");
    }

    /// <summary>What <c>PRAGMA integrity_check</c> finds; empty when the file is sound.</summary>
    /// <exception cref="SqlFailureException">The file cannot be opened at all.</exception>
    public static IReadOnlyList<string> Damage(string path)
    {
        using var session = OpenSource(path);
        var found = session.Column("PRAGMA integrity_check");
        return found is ["ok"] ? [] : found;
    }

    /// <summary>Names of the migrations applied to a store, in order; null when the file is not a store.</summary>
    public static IReadOnlyList<string>? AppliedMigrations(string path)
    {
        using var session = OpenSource(path);
        return session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'schema_migrations'") == "1"
            ? session.Column("SELECT name FROM schema_migrations ORDER BY version")
            : null;
    }

    /// <summary>Checks the migrations of a store that is not open.</summary>
    /// <returns>How many wait to be applied.</returns>
    /// <exception cref="SqlFailureException">This program does not understand the store.</exception>
    public static int PendingMigrations(string path, IReadOnlyList<Migrations.Migration> known)
    {
        using var session = OpenSource(path);
        return Migrations.Migrator.CountPending(session, known);
    }

    /// <summary>One value that the node remembers about itself, or null.</summary>
    public static string? NodeMeta(string path, string key)
    {
        using var session = OpenSource(path);
        if (session.Scalar("SELECT count(*) FROM sqlite_master WHERE name = 'node_meta'") != "1")
            return null;
        using var row = session.Use(SelectMeta);
        return row.Bind(1, key).Step() ? row.GetString(0) : null;
    }

    private static SqlSession OpenSource(string path)
    {
        try
        {
            return Probe(SqlSession.Open(path, Native.OpenReadWrite));
        }
        catch (SqlFailureException e) when (e.Failure is SqlFailure.CannotOpen or SqlFailure.ReadOnly)
        {
            return Probe(SqlSession.Open(path, Native.OpenReadOnly));
        }
    }

    /// <summary>Opening touches nothing: only a first read tells whether the file can be used.</summary>
    private static SqlSession Probe(SqlSession session)
    {
        try
        {
            session.Scalar("SELECT count(*) FROM sqlite_master");
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }
}
