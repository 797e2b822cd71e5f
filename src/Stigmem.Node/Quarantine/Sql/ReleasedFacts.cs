using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Quarantine.Sql;

/// <summary>Facts that peers may see later than their place in the log says; they are served again at the place of their release.</summary>
internal static class ReleasedFacts
{
    private static readonly SqlText Insert = new("INSERT INTO released_facts (seq, fact_seq) VALUES (?1, ?2)");

    /// <summary>Notes a release under the next number of the commit sequence; in the writer's turn.</summary>
    public static void Append(SqlSession session, long seq, long factSeq)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, seq).Bind(2, factSeq).Execute();
    }
}
