namespace Stigmem.Benchmarks.Sqlite;

/// <summary>The leading columns of an index up to a named column: what an equality search through it compares.</summary>
internal sealed record LookupKey(IReadOnlyList<string> Columns)
{
    private string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column}\""));

    public string SearchSql =>
        $"SELECT * FROM facts WHERE {string.Join(" AND ", Columns.Select(column => $"\"{column}\" = ?"))} LIMIT 51";

    /// <summary>The shortest way through an index of <c>facts</c> to the first of the columns that has one.</summary>
    public static LookupKey? Find(SqliteFile file, params ReadOnlySpan<string> wanted)
    {
        foreach (var column in wanted)
        {
            var shortest = IndexesOf(file)
                .Where(index => index.Contains(column))
                .Select(index => new LookupKey([.. index.Take(index.IndexOf(column) + 1)]))
                .MinBy(key => key.Columns.Count);
            if (shortest is not null)
            {
                return shortest;
            }
        }

        return null;
    }

    /// <summary>Keys of rows spread evenly over the table.</summary>
    public RowBlock Sample(SqliteFile file, int count)
    {
        var last = file.QueryNumber("SELECT max(rowid) FROM facts");
        var keys = new RowBlock(Columns.Count);
        using var statement = file.Prepare($"SELECT {ColumnList} FROM facts WHERE rowid >= ? LIMIT 1");
        for (var i = 0; i < count; i++)
        {
            // A step that is coprime to most sizes visits the table out of order, as clients do.
            statement.Bind(1, i * 7_919L * 104_729L % last);
            keys.ReadAll(statement);
            statement.Reset();
        }

        return keys;
    }

    private static List<List<string>> IndexesOf(SqliteFile file)
    {
        using var statement = file.Prepare(
            "SELECT l.name, i.name FROM pragma_index_list('facts') l, pragma_index_info(l.name) i WHERE NOT l.partial AND i.name IS NOT NULL ORDER BY l.name, i.seqno");
        var indexes = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        while (statement.Step())
        {
            var index = statement.Text(0)!;
            if (!indexes.TryGetValue(index, out var columns))
            {
                indexes[index] = columns = [];
            }

            columns.Add(statement.Text(1)!);
        }

        return [.. indexes.Values];
    }
}
