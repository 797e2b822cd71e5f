using SQLitePCL;

namespace Stigmem.Benchmarks.Sqlite;

/// <summary>A prepared statement. Parameters count from 1, columns from 0, as in SQLite.</summary>
internal sealed class SqliteStatement(SqliteFile file, sqlite3_stmt handle, string sql) : IDisposable
{
    public int Columns => raw.sqlite3_column_count(handle);

    /// <summary>True when a row is there, false at the end.</summary>
    public bool Step() =>
        raw.sqlite3_step(handle) switch
        {
            raw.SQLITE_ROW => true,
            raw.SQLITE_DONE => false,
            _ => throw file.Fault(sql),
        };

    public void Reset() => _ = raw.sqlite3_reset(handle);

    public int TypeOf(int column) => raw.sqlite3_column_type(handle, column);

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public double Double(int column) => raw.sqlite3_column_double(handle, column);

    public string? Text(int column) =>
        TypeOf(column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_text(handle, column).utf8_to_string();

    /// <summary>The bytes of a text or a blob; valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    public void BindNull(int parameter) => _ = raw.sqlite3_bind_null(handle, parameter);

    public void Bind(int parameter, long value) => _ = raw.sqlite3_bind_int64(handle, parameter, value);

    public void Bind(int parameter, double value) => _ = raw.sqlite3_bind_double(handle, parameter, value);

    public void BindText(int parameter, ReadOnlySpan<byte> value) => _ = raw.sqlite3_bind_text(handle, parameter, value);

    public void BindBlob(int parameter, ReadOnlySpan<byte> value) => _ = raw.sqlite3_bind_blob(handle, parameter, value);

    public void Dispose() => handle.Dispose();
}
