using SQLitePCL;

namespace Stigmem.Data.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
public sealed class SqlSession : IDisposable
{
    private const int StatusCacheWrite = 9;
    private readonly sqlite3 _connection;
    private readonly Dictionary<SqlText, SqlStatement> _statements = [];

    private SqlSession(sqlite3 connection) => _connection = connection;

    internal sqlite3 Handle => _connection;

    /// <summary>Pages written by this connection since the last call with <paramref name="reset"/>.</summary>
    internal int PagesWritten(bool reset)
    {
        _ = raw.sqlite3_db_status(_connection, StatusCacheWrite, out var pages, out _, reset ? 1 : 0);
        return pages;
    }

    /// <summary>Whether a transaction is open.</summary>
    internal bool InTransaction => raw.sqlite3_get_autocommit(_connection) == 0;

    /// <summary>Opens a connection; the caller sets the pragmas.</summary>
    /// <param name="path">A file path or a <c>file:</c> URI.</param>
    /// <param name="flags">SQLite's open flags.</param>
    /// <exception cref="SqlFailureException">The file cannot be opened.</exception>
    internal static SqlSession Open(string path, int flags)
    {
        SqliteLibrary.Load();
        var code = raw.sqlite3_open_v2(path, out var connection, flags | raw.SQLITE_OPEN_URI | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code != raw.SQLITE_OK)
        {
            var failure = SqliteErrors.Failure(connection, code, $"open {path}");
            connection?.Dispose();
            throw failure;
        }
        _ = raw.sqlite3_extended_result_codes(connection, 1);
        _ = raw.sqlite3_busy_timeout(connection, 5_000);
        return new SqlSession(connection);
    }

    /// <summary>The prepared form of a statement, ready to bind.</summary>
    public SqlStatement Use(SqlText sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements[sql] = statement = new SqlStatement(_connection, sql.Text);
        return statement.Take();
    }

    /// <summary>Runs one or more statements without parameters, such as a migration script.</summary>
    public void Execute(string sql) => SqliteErrors.Check(_connection, raw.sqlite3_exec(_connection, sql), "run");

    /// <summary>The first column of the first row as text, or null. For pragmas and checks, not for hot paths.</summary>
    public string? Scalar(string sql)
    {
        var statement = new SqlStatement(_connection, sql);
        try
        {
            return statement.Step() ? statement.GetStringOrNull(0) : null;
        }
        finally
        {
            statement.Close();
        }
    }

    /// <summary>All rows of the first column as text. For pragmas and checks, not for hot paths.</summary>
    public IReadOnlyList<string> Column(string sql)
    {
        var statement = new SqlStatement(_connection, sql);
        try
        {
            List<string> rows = [];
            while (statement.Step())
                rows.Add(statement.GetString(0));
            return rows;
        }
        finally
        {
            statement.Close();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements.Values)
            statement.Close();
        _statements.Clear();
        _connection.Dispose();
    }
}
