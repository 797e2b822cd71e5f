using Stigmem.Data.Migrations;
using Stigmem.Data.Sqlite;

namespace Stigmem.Data.Tests;

/// <summary>Small stores to try the engine on.</summary>
internal static class Stores
{
    public static readonly IReadOnlyList<Migration> Migrations =
    [
        new(1, "0001_notes", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)"),
        new(2, "0002_colours", "ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey'"),
        new(3, "0003_index", "CREATE INDEX notes_by_colour ON notes (colour)"),
    ];

    private static readonly SqlText Insert = new("INSERT INTO notes (text) VALUES (?1)");

    public static SqlEngine Open(string path, params IWriterState[] states) => Open(new StoreOptions { Path = path }, states);

    public static SqlEngine Open(StoreOptions options, params IWriterState[] states) =>
        SqlEngine.Open(options, Migrations, states, TimeProvider.System, failure => throw failure);

    public static Task<int> AddAsync(this SqlEngine engine, string text) => engine.WriteAsync(session => Add(session, text));

    public static int Add(SqlSession session, string text)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, text).Execute();
        return 1;
    }

    public static IReadOnlyList<string> Notes(this SqlEngine engine)
    {
        using var lease = engine.Read();
        return lease.Session.Column("SELECT text FROM notes ORDER BY id");
    }
}
