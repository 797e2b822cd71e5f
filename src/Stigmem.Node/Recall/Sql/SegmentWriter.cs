using System.Runtime.InteropServices;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>Writes segments of the word index. A segment is never changed; several become one when there are too many.</summary>
internal static class SegmentWriter
{
    private static readonly SqlText InsertSegment = new(
        "INSERT INTO word_segments (partition, facts, words, numbers, lengths) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id");

    private static readonly SqlText InsertPostings = new("INSERT INTO postings (segment, term, facts, places) VALUES (?1, ?2, ?3, ?4)");
    private static readonly SqlText InsertTerm = new("INSERT OR IGNORE INTO vocabulary (partition, term) VALUES (?1, ?2) RETURNING 1");
    private static readonly SqlText InsertTrigram = new("INSERT OR IGNORE INTO trigrams (partition, trigram, term) VALUES (?1, ?2, ?3)");

    /// <summary>Writes a segment of new facts, and the terms that are new in its partition.</summary>
    public static void Write(SqlSession session, long partition, SegmentBuilder segment)
    {
        WriteMerged(session, partition, segment);
        foreach (var term in segment.Terms.Keys)
        {
            if (IsNew(session, partition, term))
                AddTrigrams(session, partition, term);
        }
    }

    /// <summary>Writes a segment whose facts, and so whose terms, are known already.</summary>
    public static void WriteMerged(SqlSession session, long partition, SegmentBuilder segment)
    {
        var id = AddSegment(session, partition, segment);
        foreach (var (term, places) in segment.Terms.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            using var insert = session.Use(InsertPostings);
            insert.Bind(1, id).Bind(2, term).Bind(3, (long)places.Count).BindBlob(4, places.Bytes).Execute();
        }
    }

    private static long AddSegment(SqlSession session, long partition, SegmentBuilder segment)
    {
        using var insert = session.Use(InsertSegment);
        insert.Bind(1, partition).Bind(2, (long)segment.Numbers.Count).Bind(3, segment.Words)
            .BindBlob(4, MemoryMarshal.AsBytes<long>([.. segment.Numbers])).BindBlob(5, [.. segment.Lengths]);
        insert.Step();
        return insert.GetInt64(0);
    }

    private static bool IsNew(SqlSession session, long partition, string term)
    {
        using var insert = session.Use(InsertTerm);
        return insert.Bind(1, partition).Bind(2, term).Step();
    }

    private static void AddTrigrams(SqlSession session, long partition, string term)
    {
        foreach (var trigram in Trigrams.Of(term))
        {
            using var insert = session.Use(InsertTrigram);
            insert.Bind(1, partition).Bind(2, trigram).Bind(3, term).Execute();
        }
    }
}
