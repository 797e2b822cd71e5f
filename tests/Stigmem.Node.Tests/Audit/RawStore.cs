using SQLitePCL;

namespace Stigmem.Node.Tests.Audit;

/// <summary>Somebody with write access to the database file, who goes around the node.</summary>
internal static class RawStore
{
    /// <summary>Takes the triggers away that keep rows as they are, and changes some.</summary>
    public static void Tamper(string databasePath, string sql)
    {
        Check(raw.sqlite3_open(databasePath, out var connection), connection);
        using (connection)
        {
            Check(raw.sqlite3_busy_timeout(connection, 5_000), connection);
            foreach (var trigger in (ReadOnlySpan<string>)["facts_are_not_updated", "facts_are_not_deleted", "audit_events_are_not_updated", "audit_events_are_not_deleted"])
                Check(raw.sqlite3_exec(connection, $"DROP TRIGGER IF EXISTS {trigger}"), connection);
            Check(raw.sqlite3_exec(connection, sql), connection);
            Assert.NotEqual(0, raw.sqlite3_changes(connection));
        }
    }

    private static void Check(int code, sqlite3 connection) =>
        Assert.True(code == raw.SQLITE_OK, raw.sqlite3_errmsg(connection).utf8_to_string());
}
