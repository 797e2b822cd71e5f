namespace Stigmem.Data;

/// <summary>A failure of the storage engine, with the cure an operator can apply.</summary>
public sealed class SqlFailureException : Exception
{
    /// <summary>Creates the failure.</summary>
    public SqlFailureException(SqlFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>What went wrong.</summary>
    public SqlFailure Failure { get; }

    /// <summary>Whether the same request may succeed when it is tried again unchanged.</summary>
    public bool IsTransient => Failure == SqlFailure.Busy;

    /// <summary>What the operator can do about it.</summary>
    public string Cure => CureFor(Failure);

    /// <summary>The cure of a failure, one sentence.</summary>
    public static string CureFor(SqlFailure failure) => failure switch
    {
        SqlFailure.Busy => "Try again; if it lasts, another program holds the database file open for writing.",
        SqlFailure.Full => "Free disk space, and the node goes on by itself; or stop it and move STIGMEM_DB_PATH to a larger disk.",
        SqlFailure.ReadOnly => "Make the database file and its folder writable for this user, or point STIGMEM_DB_PATH elsewhere.",
        SqlFailure.Corrupt => "Stop the node and restore the last snapshot with 'stigmem snapshot restore'; keep the damaged file.",
        SqlFailure.NotAStore => "STIGMEM_DB_PATH names a file that is not a Stigmem store; point it at another path.",
        SqlFailure.InputOutput => "Look at the disk and the system log; the operating system failed to read or write the file.",
        SqlFailure.CannotOpen => "Create the folder of STIGMEM_DB_PATH and allow this user to read and write it.",
        SqlFailure.InUse => "Another node uses this database: stop it, or talk to it with --url instead of --db.",
        SqlFailure.NewerSchema => "Use the version of stigmem that wrote this database, or a newer one.",
        SqlFailure.ChangedMigration => "Use the version of stigmem that wrote this database; an applied migration never changes.",
        _ => "Run 'stigmem doctor' for details.",
    };
}
