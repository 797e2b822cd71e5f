namespace Stigmem.Benchmarks.Sqlite;

/// <summary>The shape of the table <c>facts</c>: its DDL and that of its indexes. Triggers are left out on purpose.</summary>
internal sealed record FactSchema(long PageSize, IReadOnlyList<string> Statements, IReadOnlyList<string> Columns)
{
    /// <summary>The yardstick's own table, for machines and moments without a node: same keys, same kinds of column.</summary>
    public static FactSchema Standalone { get; } = new(
        4096,
        [
            """
            CREATE TABLE facts (
                seq INTEGER PRIMARY KEY, id BLOB NOT NULL, tenant TEXT NOT NULL, entity_key INTEGER NOT NULL,
                tuple_key INTEGER NOT NULL, cid_key INTEGER NOT NULL, ts_us INTEGER NOT NULL, hlc INTEGER NOT NULL,
                entity TEXT NOT NULL, relation TEXT NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL,
                source TEXT NOT NULL, actor TEXT NOT NULL, confidence REAL NOT NULL, scope TEXT NOT NULL,
                cid BLOB NOT NULL, chain_hash BLOB NOT NULL, valid_until TEXT, garden TEXT, interpret_as TEXT,
                derived_from TEXT, received_from TEXT)
            """,
            "CREATE UNIQUE INDEX facts_id ON facts (id)",
            "CREATE INDEX facts_ts ON facts (ts_us)",
            "CREATE INDEX facts_entity ON facts (entity_key, ts_us)",
            "CREATE INDEX facts_tuple ON facts (tuple_key)",
            "CREATE INDEX facts_cid ON facts (cid_key)",
        ],
        [
            "seq", "id", "tenant", "entity_key", "tuple_key", "cid_key", "ts_us", "hlc", "entity", "relation", "type",
            "value", "source", "actor", "confidence", "scope", "cid", "chain_hash", "valid_until", "garden",
            "interpret_as", "derived_from", "received_from",
        ]);

    public string ColumnList => string.Join(", ", Columns.Select(column => $"\"{column}\""));

    /// <summary>Reads what a node created, so that the yardstick follows the node's schema without being told.</summary>
    public static FactSchema ReadFrom(SqliteFile node)
    {
        var statements = Texts(
            node,
            "SELECT sql FROM sqlite_master WHERE tbl_name = 'facts' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type = 'index'");
        if (statements.Count == 0)
        {
            throw new UsageException("the node's database has no table 'facts'");
        }

        // Generated columns are computed by the table itself and cannot be inserted.
        var columns = Texts(node, "SELECT name FROM pragma_table_xinfo('facts') WHERE hidden = 0 ORDER BY cid");
        return new FactSchema(node.QueryNumber("PRAGMA page_size"), statements, columns);
    }

    private static List<string> Texts(SqliteFile file, string sql)
    {
        using var statement = file.Prepare(sql);
        var texts = new List<string>();
        while (statement.Step())
        {
            texts.Add(statement.Text(0)!);
        }

        return texts;
    }
}
