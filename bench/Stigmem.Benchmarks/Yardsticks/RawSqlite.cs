using System.Diagnostics;
using System.Globalization;
using Stigmem.Benchmarks.Sqlite;

namespace Stigmem.Benchmarks.Yardsticks;

/// <summary>
/// A bare loop over SQLite with the node's own table and indexes: no HTTP, no JSON, no rules. WAL and
/// <c>synchronous=FULL</c>, so that a commit costs what the node's commit costs.
/// </summary>
internal sealed class RawSqlite : IDisposable
{
    private const int CacheKibibytes = 32 * 1024;
    private const int CopyCacheKibibytes = 512 * 1024;
    private readonly SqliteFile _file;
    private readonly string _path;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly BackgroundCheckpoint? _checkpoint;

    /// <summary>
    /// Creates the file. <paramref name="checkpointBeside"/> moves checkpoints to a second connection on a thread of its own, as the node does; without it stays SQLite's
    /// default, a checkpoint inside the commit that fills the thousandth page.
    /// </summary>
    public RawSqlite(string path, FactSchema schema, bool checkpointBeside)
    {
        _path = path;
        _file = SqliteFile.Open(path);
        _file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA page_size = {schema.PageSize}"));
        _file.Execute("PRAGMA journal_mode = WAL");
        _file.Execute("PRAGMA synchronous = FULL");
        SetCache(CacheKibibytes);
        foreach (var statement in schema.Statements)
        {
            _file.Execute(statement);
        }

        var parameters = string.Join(", ", Enumerable.Repeat("?", schema.Columns.Count));
        _insert = _file.Prepare($"INSERT INTO facts ({schema.ColumnList}) VALUES ({parameters})");
        _begin = _file.Prepare("BEGIN IMMEDIATE");
        _commit = _file.Prepare("COMMIT");
        if (checkpointBeside)
        {
            _file.Execute("PRAGMA wal_autocheckpoint = 0");
            _checkpoint = new BackgroundCheckpoint(path);
        }
    }

    /// <summary>Copies the node's rows up to and including the given rowid.</summary>
    public void CopyFrom(string nodeDatabase, FactSchema schema, long lastRow)
    {
        SetCache(CopyCacheKibibytes);
        _file.Execute($"ATTACH 'file:{nodeDatabase.Replace("'", "''", StringComparison.Ordinal)}?mode=ro' AS node");
        _file.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO facts ({schema.ColumnList}) SELECT {schema.ColumnList} FROM node.facts WHERE node.facts.rowid <= {lastRow} ORDER BY node.facts.rowid"));
        _file.Execute("DETACH node");
        _file.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        SetCache(CacheKibibytes);
        _file.Execute("PRAGMA shrink_memory");
    }

    /// <summary>Inserts the rows in transactions of a given size; returns rows a second.</summary>
    public double Insert(RowBlock rows, int batchSize, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        for (var row = 0; row < rows.Rows; row += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            Run(_begin);
            var end = Math.Min(row + batchSize, rows.Rows);
            for (var i = row; i < end; i++)
            {
                rows.BindTo(_insert, i);
                Run(_insert);
            }

            Run(_commit);
            Checkpoint(end - row);
        }

        return rows.Rows / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Searches spread over the table, each reading every column; returns searches a second.</summary>
    public double Search(LookupKey key, int count, CancellationToken cancellation)
    {
        var keys = key.Sample(_file, count);
        using var search = _file.Prepare(key.SearchSql);
        long bytes = 0;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < keys.Rows; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            keys.BindTo(search, i);
            while (search.Step())
            {
                for (var column = 0; column < search.Columns; column++)
                {
                    bytes += search.Bytes(column).Length;
                }
            }

            search.Reset();
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        return bytes > 0 ? keys.Rows / elapsed.TotalSeconds : throw new SqliteFault(key.SearchSql, "found nothing");
    }

    public LookupKey? KeyOf(params ReadOnlySpan<string> columns) => LookupKey.Find(_file, columns);

    public void Dispose()
    {
        _checkpoint?.Dispose();
        _insert.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _file.Dispose();
        foreach (var suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            File.Delete(_path + suffix);
        }
    }

    private void Checkpoint(int rows)
    {
        _checkpoint?.CountRows(rows);
        if (_checkpoint?.TakePass() == true)
        {
            _file.Execute("PRAGMA wal_checkpoint(PASSIVE)");
        }
    }

    private void SetCache(int kibibytes) =>
        _file.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{kibibytes}"));

    private static void Run(SqliteStatement statement)
    {
        statement.Step();
        statement.Reset();
    }
}
