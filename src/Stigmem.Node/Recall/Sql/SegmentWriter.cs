using System.Runtime.InteropServices;
using Stigmem.Core.Words;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>
/// Writes segments of the word index. A segment that can be read is never changed. One that is being written, and one that
/// others have replaced, is in no partition.
/// </summary>
internal static class SegmentWriter
{
    private static readonly SqlText InsertSegment = new(
        $"INSERT INTO word_segments (partition, facts, words, numbers, lengths) VALUES ({WordPartitions.None}, 0, 0, x'', x'') RETURNING id");

    private static readonly SqlText InsertPostings = new("INSERT INTO postings (segment, term, facts, places) VALUES (?1, ?2, ?3, ?4)");
    private static readonly SqlText UpdateSegment = new("UPDATE word_segments SET partition = ?2, facts = ?3, words = ?4, numbers = ?5, lengths = ?6 WHERE id = ?1");
    private static readonly SqlText RetireSegment = new($"UPDATE word_segments SET partition = {WordPartitions.None} WHERE id = ?1");
    private static readonly SqlText SelectRetired = new($"SELECT id FROM word_segments WHERE partition = {WordPartitions.None} LIMIT 1");
    private static readonly SqlText DeletePostings = new(
        "DELETE FROM postings WHERE segment = ?1 AND term IN (SELECT term FROM postings WHERE segment = ?1 LIMIT ?2) RETURNING 1");

    private static readonly SqlText DeleteSegment = new("DELETE FROM word_segments WHERE id = ?1");

    /// <summary>Writes a segment at once, in the place of others.</summary>
    public static void Write(SqlSession session, long partition, SegmentBuilder segment, IReadOnlyList<long> replaced)
    {
        var id = Begin(session);
        WritePostings(session, id, segment.InOrder());
        Finish(session, id, partition, segment, replaced);
    }

    /// <summary>Begins a segment that nobody reads yet.</summary>
    public static long Begin(SqlSession session)
    {
        using var insert = session.Use(InsertSegment);
        insert.Step();
        return insert.GetInt64(0);
    }

    /// <summary>Adds terms to a segment that nobody reads yet.</summary>
    public static void WritePostings(SqlSession session, long id, IEnumerable<KeyValuePair<string, PostingList>> terms)
    {
        foreach (var (term, places) in terms)
        {
            using var insert = session.Use(InsertPostings);
            insert.Bind(1, id).Bind(2, term).Bind(3, (long)places.Count).BindBlob(4, places.Bytes).Execute();
        }
    }

    /// <summary>From now on it is read, in the place of others.</summary>
    public static void Finish(SqlSession session, long id, long partition, SegmentBuilder segment, IReadOnlyList<long> replaced)
    {
        foreach (var old in replaced)
        {
            using var retire = session.Use(RetireSegment);
            retire.Bind(1, old).Execute();
        }
        using var update = session.Use(UpdateSegment);
        update.Bind(1, id).Bind(2, partition).Bind(3, (long)segment.Numbers.Count).Bind(4, segment.Words)
            .BindBlob(5, MemoryMarshal.AsBytes<long>([.. segment.Numbers])).BindBlob(6, [.. segment.Lengths]).Execute();
    }

    /// <summary>Deletes some of what is read no more; false when there is nothing left.</summary>
    /// <param name="session">The index file's writer.</param>
    /// <param name="most">How many terms of segments at most.</param>
    public static bool Sweep(SqlSession session, int most)
    {
        while (Retired(session) is { } id)
        {
            var deleted = DeleteSome(session, id, most);
            if (deleted == most)
                return true;
            most -= deleted;
            using var delete = session.Use(DeleteSegment);
            delete.Bind(1, id).Execute();
        }
        return false;
    }

    private static long? Retired(SqlSession session)
    {
        using var row = session.Use(SelectRetired);
        return row.Step() ? row.GetInt64(0) : null;
    }

    private static int DeleteSome(SqlSession session, long segment, int most)
    {
        using var rows = session.Use(DeletePostings);
        rows.Bind(1, segment).Bind(2, (long)most);
        var deleted = 0;
        while (rows.Step())
            deleted++;
        return deleted;
    }
}
