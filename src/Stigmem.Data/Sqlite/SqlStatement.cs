using System.Buffers;
using System.Text;

namespace Stigmem.Data.Sqlite;

/// <summary>
/// A prepared statement of one session. Take it with <see cref="SqlSession.Use(SqlText)"/> in a <c>using</c>: leaving the
/// block resets it for the next user. Parameters count from 1, columns from 0, as in SQLite.
/// </summary>
public sealed class SqlStatement : IDisposable
{
    private const int StackBytes = 512;
    private readonly nint _statement;
    private readonly string _text;
    private bool _taken;

    internal unsafe SqlStatement(SqlSession session, string text)
    {
        Session = session;
        _text = text;
        var sql = Encoding.UTF8.GetBytes(text);
        fixed (byte* pointer = sql)
            SqliteErrors.Check(session.Handle, Native.Prepare(session.Handle, pointer, sql.Length, Native.PreparePersistent, out _statement, 0), "prepare");
    }

    /// <summary>The session that it belongs to.</summary>
    public SqlSession Session { get; }

    /// <summary>Binds an integer.</summary>
    public SqlStatement Bind(int index, long value)
    {
        Check(Native.BindInt64(_statement, index, value));
        return this;
    }

    /// <summary>Binds an integer or NULL.</summary>
    public SqlStatement Bind(int index, long? value) => value is { } v ? Bind(index, v) : BindNull(index);

    /// <summary>Binds a double.</summary>
    public SqlStatement Bind(int index, double value)
    {
        Check(Native.BindDouble(_statement, index, value));
        return this;
    }

    /// <summary>Binds a double or NULL.</summary>
    public SqlStatement Bind(int index, double? value) => value is { } v ? Bind(index, v) : BindNull(index);

    /// <summary>Binds a text or NULL. Embedded U+0000 is kept.</summary>
    public unsafe SqlStatement Bind(int index, string? value)
    {
        if (value is null)
            return BindNull(index);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> buffer = rented ?? stackalloc byte[StackBytes];
        var written = Encoding.UTF8.GetBytes(value, buffer);
        fixed (byte* pointer = buffer)
            Check(Native.BindText(_statement, index, pointer, written, Native.Transient));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Binds bytes.</summary>
    public unsafe SqlStatement BindBlob(int index, ReadOnlySpan<byte> value)
    {
        byte nothing = 0;
        // A null pointer would bind NULL.
        fixed (byte* pointer = value)
            Check(Native.BindBlob(_statement, index, pointer is null ? &nothing : pointer, value.Length, Native.Transient));
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
        Check(Native.BindNull(_statement, index));
        return this;
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="SqlFailureException">The engine failed.</exception>
    public bool Step()
    {
        var code = Native.Step(_statement);
        if (code == Native.Row)
            return true;
        if (code == Native.Done)
            return false;
        throw SqliteErrors.Failure(Session.Handle, code, "run");
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Execute()
    {
        while (Step())
        {
        }
    }

    /// <summary>Starts over with new parameters.</summary>
    public void Reset() => _ = Native.Reset(_statement);

    /// <summary>Whether the column is NULL.</summary>
    public bool IsNull(int column) => Native.ColumnType(_statement, column) == Native.TypeNull;

    /// <summary>An integer column.</summary>
    public long GetInt64(int column) => Native.ColumnInt64(_statement, column);

    /// <summary>An integer column, or null.</summary>
    public long? GetInt64OrNull(int column) => IsNull(column) ? null : GetInt64(column);

    /// <summary>A double column.</summary>
    public double GetDouble(int column) => Native.ColumnDouble(_statement, column);

    /// <summary>A double column, or null.</summary>
    public double? GetDoubleOrNull(int column) => IsNull(column) ? null : GetDouble(column);

    /// <summary>A text column.</summary>
    public string GetString(int column) => Encoding.UTF8.GetString(GetBytes(column));

    /// <summary>A text column whose values repeat: equal texts of one session are mostly one object.</summary>
    public string GetShared(int column) => Session.Texts.Of(GetBytes(column));

    /// <summary>A text column, or null.</summary>
    public string? GetStringOrNull(int column) => IsNull(column) ? null : GetString(column);

    /// <summary>The bytes of a text or blob column; valid until the next step.</summary>
    public unsafe ReadOnlySpan<byte> GetBytes(int column)
    {
        // The pointer first: asking for it may convert the value, which the length then tells.
        var pointer = Native.ColumnBlob(_statement, column);
        return new ReadOnlySpan<byte>(pointer, Native.ColumnBytes(_statement, column));
    }

    /// <summary>An id column.</summary>
    public Guid GetGuid(int column) => new(GetBytes(column), bigEndian: true);

    /// <summary>An id column, or null.</summary>
    public Guid? GetGuidOrNull(int column) => IsNull(column) ? null : GetGuid(column);

    /// <summary>Gives the statement back to its session.</summary>
    public void Dispose()
    {
        // The result repeats the error of the last step, which was thrown there.
        _ = Native.Reset(_statement);
        _ = Native.ClearBindings(_statement);
        _taken = false;
    }

    internal SqlStatement Take()
    {
        if (_taken)
            throw new InvalidOperationException($"This statement is already in use on its session: {_text}");
        _taken = true;
        return this;
    }

    internal void Close() => _ = Native.Finalize(_statement);

    private void Check(int code)
    {
        if (code != Native.Ok)
            throw SqliteErrors.Failure(Session.Handle, code, "bind");
    }
}
