using System.Buffers;
using SQLitePCL;

namespace Stigmem.Benchmarks.Sqlite;

/// <summary>Rows held in memory without an object each, ready to be bound again.</summary>
internal sealed class RowBlock(int columns)
{
    private readonly List<Cell> _cells = [];
    private readonly ArrayBufferWriter<byte> _bytes = new(1 << 16);

    public int Rows => _cells.Count / columns;

    /// <summary>Appends every row the statement gives.</summary>
    public void ReadAll(SqliteStatement statement)
    {
        while (statement.Step())
        {
            for (var column = 0; column < columns; column++)
            {
                Add(statement, column);
            }
        }
    }

    public void AddNull() => _cells.Add(new Cell(raw.SQLITE_NULL, 0, 0));

    public void Add(long value) => _cells.Add(new Cell(raw.SQLITE_INTEGER, value, 0));

    public void Add(double value) => _cells.Add(new Cell(raw.SQLITE_FLOAT, BitConverter.DoubleToInt64Bits(value), 0));

    public void AddText(ReadOnlySpan<byte> value) => AddBytes(raw.SQLITE_TEXT, value);

    public void AddBlob(ReadOnlySpan<byte> value) => AddBytes(raw.SQLITE_BLOB, value);

    public void BindTo(SqliteStatement statement, int row)
    {
        for (var column = 0; column < columns; column++)
        {
            var cell = _cells[(row * columns) + column];
            switch (cell.Type)
            {
                case raw.SQLITE_INTEGER:
                    statement.Bind(column + 1, cell.Number);
                    break;
                case raw.SQLITE_FLOAT:
                    statement.Bind(column + 1, BitConverter.Int64BitsToDouble(cell.Number));
                    break;
                case raw.SQLITE_TEXT:
                    statement.BindText(column + 1, BytesOf(cell));
                    break;
                case raw.SQLITE_BLOB:
                    statement.BindBlob(column + 1, BytesOf(cell));
                    break;
                default:
                    statement.BindNull(column + 1);
                    break;
            }
        }
    }

    private void Add(SqliteStatement statement, int column)
    {
        switch (statement.TypeOf(column))
        {
            case raw.SQLITE_INTEGER:
                Add(statement.Int64(column));
                break;
            case raw.SQLITE_FLOAT:
                Add(statement.Double(column));
                break;
            case raw.SQLITE_TEXT:
                AddText(statement.Bytes(column));
                break;
            case raw.SQLITE_BLOB:
                AddBlob(statement.Bytes(column));
                break;
            default:
                AddNull();
                break;
        }
    }

    private void AddBytes(int type, ReadOnlySpan<byte> value)
    {
        _cells.Add(new Cell(type, _bytes.WrittenCount, value.Length));
        _bytes.Write(value);
    }

    private ReadOnlySpan<byte> BytesOf(Cell cell) => _bytes.WrittenSpan.Slice((int)cell.Number, cell.Length);

    /// <summary>For text and blobs the number is the offset into the shared bytes.</summary>
    private readonly record struct Cell(int Type, long Number, int Length);
}
