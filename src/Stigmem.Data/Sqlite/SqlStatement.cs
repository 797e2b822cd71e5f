using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Stigmem.Data.Sqlite;

/// <summary>
/// A prepared statement of one session. Take it with <see cref="SqlSession.Use(SqlText)"/> in a <c>using</c>: leaving the
/// block resets it for the next user. Parameters count from 1, columns from 0, as in SQLite.
/// </summary>
public sealed class SqlStatement : IDisposable
{
    private const int StackBytes = 512;
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly string _text;
    private bool _taken;

    internal SqlStatement(sqlite3 connection, string text)
    {
        _connection = connection;
        _text = text;
        SqliteErrors.Check(connection, raw.sqlite3_prepare_v3(connection, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement), "prepare");
    }

    /// <summary>Binds an integer.</summary>
    public SqlStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    /// <summary>Binds an integer or NULL.</summary>
    public SqlStatement Bind(int index, long? value) => value is { } v ? Bind(index, v) : BindNull(index);

    /// <summary>Binds a double.</summary>
    public SqlStatement Bind(int index, double value)
    {
        Check(raw.sqlite3_bind_double(_statement, index, value));
        return this;
    }

    /// <summary>Binds a double or NULL.</summary>
    public SqlStatement Bind(int index, double? value) => value is { } v ? Bind(index, v) : BindNull(index);

    /// <summary>Binds a text or NULL. Embedded U+0000 is kept.</summary>
    public SqlStatement Bind(int index, string? value)
    {
        if (value is null)
            return BindNull(index);
        if (value.Length == 0)
        {
            Check(raw.sqlite3_bind_text(_statement, index, ""));
            return this;
        }
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        var written = Encoding.UTF8.GetBytes(value, buffer);
        Check(raw.sqlite3_bind_text(_statement, index, (ReadOnlySpan<byte>)buffer[..written]));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Binds bytes.</summary>
    public SqlStatement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, index, 0) : raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <summary>Binds an id as its 16 bytes in RFC 9562 order, so that version 7 ids sort by time.</summary>
    public SqlStatement Bind(int index, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BindBlob(index, bytes);
    }

    /// <summary>Binds an id or NULL.</summary>
    public SqlStatement Bind(int index, Guid? value) => value is { } v ? Bind(index, v) : BindNull(index);

    /// <summary>Binds NULL.</summary>
    public SqlStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="SqlFailureException">The engine failed.</exception>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
            return false;
        throw SqliteErrors.Failure(_connection, code, "run");
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Execute()
    {
        while (Step())
        {
        }
    }

    /// <summary>Starts over with new parameters.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    /// <summary>Whether the column is NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>An integer column.</summary>
    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>An integer column, or null.</summary>
    public long? GetInt64OrNull(int column) => IsNull(column) ? null : GetInt64(column);

    /// <summary>A double column.</summary>
    public double GetDouble(int column) => raw.sqlite3_column_double(_statement, column);

    /// <summary>A double column, or null.</summary>
    public double? GetDoubleOrNull(int column) => IsNull(column) ? null : GetDouble(column);

    /// <summary>A text column.</summary>
    public string GetString(int column) => Encoding.UTF8.GetString(GetBytes(column));

    /// <summary>A text column, or null.</summary>
    public string? GetStringOrNull(int column) => IsNull(column) ? null : GetString(column);

    /// <summary>The bytes of a text or blob column; valid until the next step.</summary>
    public ReadOnlySpan<byte> GetBytes(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>An id column.</summary>
    public Guid GetGuid(int column) => new(GetBytes(column), bigEndian: true);

    /// <summary>An id column, or null.</summary>
    public Guid? GetGuidOrNull(int column) => IsNull(column) ? null : GetGuid(column);

    /// <summary>Gives the statement back to its session.</summary>
    public void Dispose()
    {
        // The result repeats the error of the last step, which was thrown there.
        _ = raw.sqlite3_reset(_statement);
        _ = raw.sqlite3_clear_bindings(_statement);
        _taken = false;
    }

    internal SqlStatement Take()
    {
        if (_taken)
            throw new InvalidOperationException($"This statement is already in use on its session: {_text}");
        _taken = true;
        return this;
    }

    internal void Close() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw SqliteErrors.Failure(_connection, code, "bind");
    }
}
