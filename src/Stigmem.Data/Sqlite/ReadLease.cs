namespace Stigmem.Data.Sqlite;

/// <summary>A reader's session for the length of a <c>using</c> block.</summary>
public readonly ref struct ReadLease
{
    private readonly ReaderPool _pool;

    internal ReadLease(ReaderPool pool)
    {
        _pool = pool;
        Session = pool.Take();
    }

    /// <summary>The session; each statement sees the newest commit, unless a snapshot is held.</summary>
    public SqlSession Session { get; }

    /// <summary>Gives the session back.</summary>
    public void Dispose()
    {
        if (Session.InTransaction)
            Session.Execute("COMMIT");
        _pool.Return(Session);
    }

    /// <summary>Makes every following statement of this lease see one and the same snapshot.</summary>
    public void HoldSnapshot() => Session.Execute("BEGIN");
}
