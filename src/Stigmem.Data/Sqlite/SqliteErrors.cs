namespace Stigmem.Data.Sqlite;

/// <summary>Turns SQLite's result codes into <see cref="SqlFailure"/>.</summary>
internal static class SqliteErrors
{
    private const int ConstraintPrimaryKey = 1555;
    private const int ConstraintUnique = 2067;

    public static SqlFailureException Failure(nint connection, int code, string doing)
    {
        var message = connection != 0 ? Native.Message(connection) : Native.Message(code);
        return new SqlFailureException(Classify(code), $"{doing}: {message} (SQLite {code})");
    }

    public static void Check(nint connection, int code, string doing)
    {
        if (code is not (Native.Ok or Native.Row or Native.Done))
            throw Failure(connection, code, doing);
    }

    private static SqlFailure Classify(int code) => code switch
    {
        ConstraintUnique or ConstraintPrimaryKey => SqlFailure.UniqueViolation,
        _ => (code & 0xff) switch
        {
            5 or 6 => SqlFailure.Busy,
            8 => SqlFailure.ReadOnly,
            10 => SqlFailure.InputOutput,
            11 => SqlFailure.Corrupt,
            13 => SqlFailure.Full,
            3 or 14 or 23 => SqlFailure.CannotOpen,
            19 => SqlFailure.Constraint,
            26 => SqlFailure.NotAStore,
            _ => SqlFailure.Other,
        },
    };
}
