using SQLitePCL;

namespace Stigmem.Benchmarks.Sqlite;

/// <summary>A connection to one SQLite file, as thin as the C interface allows: the yardstick must not carry a driver.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly sqlite3 _handle;

    private SqliteFile(sqlite3 handle) => _handle = handle;

    public static SqliteFile Open(string path, bool readOnly = false)
    {
        _ = SqliteLibrary.Version;
        var access = readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE;
        var code = raw.sqlite3_open_v2(
            path, out var handle, access | raw.SQLITE_OPEN_NOMUTEX | raw.SQLITE_OPEN_URI, null);
        if (code != raw.SQLITE_OK)
        {
            throw new SqliteFault($"open {path}", raw.sqlite3_errstr(code).utf8_to_string());
        }

        raw.sqlite3_busy_timeout(handle, 10_000);
        return new SqliteFile(handle);
    }

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v2(_handle, sql, out var statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(this, statement, sql) : throw Fault(sql);
    }

    public void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
            // Pragmas answer with rows that nobody needs.
        }
    }

    public long QueryNumber(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : throw new SqliteFault(sql, "no row");
    }

    public SqliteFault Fault(string what) => new(what, raw.sqlite3_errmsg(_handle).utf8_to_string());

    public void Dispose() => _handle.Dispose();
}
