namespace Stigmem.Data.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
public sealed class SqlSession : IDisposable
{
    private readonly nint _connection;
    private readonly Dictionary<SqlText, SqlStatement> _statements = [];

    private SqlSession(nint connection) => _connection = connection;

    internal nint Handle => _connection;

    /// <summary>Texts that its statements read lately.</summary>
    internal SharedTexts Texts { get; } = new();

    /// <summary>Pages written by this connection since the last call with <paramref name="reset"/>.</summary>
    internal int PagesWritten(bool reset)
    {
        _ = Native.DbStatus(_connection, Native.StatusCacheWrite, out var pages, out _, reset ? 1 : 0);
        return pages;
    }

    /// <summary>Whether a transaction is open.</summary>
    internal bool InTransaction => Native.GetAutocommit(_connection) == 0;

    /// <summary>Opens a connection; the caller sets the pragmas.</summary>
    /// <param name="path">A file path or a <c>file:</c> URI.</param>
    /// <param name="flags">SQLite's open flags.</param>
    /// <exception cref="SqlFailureException">The file cannot be opened.</exception>
    internal static SqlSession Open(string path, int flags)
    {
        SqliteLibrary.Load();
        var code = Native.Open(path, out var connection, flags | Native.OpenUri | Native.OpenNoMutex, 0);
        if (code != Native.Ok)
        {
            var failure = SqliteErrors.Failure(connection, code, $"open {path}");
            _ = Native.Close(connection);
            throw failure;
        }
        _ = Native.ExtendedResultCodes(connection, 1);
        _ = Native.BusyTimeout(connection, 5_000);
        return new SqlSession(connection);
    }

    /// <summary>The prepared form of a statement, ready to bind.</summary>
    public SqlStatement Use(SqlText sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
            _statements[sql] = statement = new SqlStatement(this, sql.Text);
        return statement.Take();
    }

    /// <summary>Runs one or more statements without parameters, such as a migration script.</summary>
    public void Execute(string sql) => SqliteErrors.Check(_connection, Native.Execute(_connection, sql, 0, 0, 0), "run");

    /// <summary>The first column of the first row as text, or null. For pragmas and checks, not for hot paths.</summary>
    public string? Scalar(string sql)
    {
        var statement = new SqlStatement(this, sql);
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
        var statement = new SqlStatement(this, sql);
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
        _ = Native.Close(_connection);
    }
}
