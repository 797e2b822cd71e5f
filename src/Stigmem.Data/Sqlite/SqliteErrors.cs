using SQLitePCL;

namespace Stigmem.Data.Sqlite;

/// <summary>Turns SQLite's result codes into <see cref="SqlFailure"/>.</summary>
internal static class SqliteErrors
{
    public static SqlFailureException Failure(sqlite3? connection, int code, string doing)
    {
        var message = connection is { IsInvalid: false }
            ? raw.sqlite3_errmsg(connection).utf8_to_string()
            : raw.sqlite3_errstr(code).utf8_to_string();
        return new SqlFailureException(Classify(code), $"{doing}: {message} (SQLite {code})");
    }

    public static void Check(sqlite3 connection, int code, string doing)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
            throw Failure(connection, code, doing);
    }

    private static SqlFailure Classify(int code) => code switch
    {
        raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY => SqlFailure.UniqueViolation,
        _ => (code & 0xff) switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => SqlFailure.Busy,
            raw.SQLITE_FULL => SqlFailure.Full,
            raw.SQLITE_READONLY => SqlFailure.ReadOnly,
            raw.SQLITE_CORRUPT => SqlFailure.Corrupt,
            raw.SQLITE_NOTADB => SqlFailure.NotAStore,
            raw.SQLITE_IOERR => SqlFailure.InputOutput,
            raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => SqlFailure.CannotOpen,
            raw.SQLITE_CONSTRAINT => SqlFailure.Constraint,
            _ => SqlFailure.Other,
        },
    };
}
