using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Tests.Audit;

/// <summary>Somebody with write access to the database file, who goes around the node.</summary>
internal static class RawStore
{
    private const int ReadWrite = 2;

    /// <summary>Takes the triggers away that keep rows as they are, and changes some.</summary>
    public static void Tamper(string databasePath, string sql)
    {
        using var session = SqlSession.Open(databasePath, ReadWrite);
        foreach (var trigger in (ReadOnlySpan<string>)["facts_are_not_updated", "facts_are_not_deleted", "audit_events_are_not_updated", "audit_events_are_not_deleted"])
            session.Execute($"DROP TRIGGER IF EXISTS {trigger}");
        session.Execute(sql);
        Assert.NotEqual("0", session.Scalar("SELECT changes()"));
    }
}
