using System.Numerics;
using System.Runtime.InteropServices;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>
/// Keeps the segments of a partition few: eight of about the same size become one, as long as it stays small enough to be
/// written within a read's patience.
/// </summary>
internal static class SegmentMerge
{
    private const int Together = 8;
    private const int MostFacts = 32_768;

    private static readonly SqlText SelectSizes = new("SELECT id, facts FROM word_segments WHERE partition = ?1 ORDER BY id");
    private static readonly SqlText SelectFacts = new("SELECT numbers, lengths, words FROM word_segments WHERE id = ?1");
    private static readonly SqlText SelectTerms = new("SELECT term, places FROM postings WHERE segment = ?1 ORDER BY term");
    private static readonly SqlText DeleteSegment = new("DELETE FROM word_segments WHERE id = ?1");
    private static readonly SqlText DeletePostings = new("DELETE FROM postings WHERE segment = ?1");

    /// <summary>Merges until no size has too many.</summary>
    public static void Tidy(SqlSession session, long partition)
    {
        while (Next(session, partition) is { } segments)
            Merge(session, partition, segments);
    }

    /// <summary>The oldest segments of a size that has too many.</summary>
    private static List<long>? Next(SqlSession session, long partition)
    {
        List<(long Id, int Facts)> sizes = [];
        using (var rows = session.Use(SelectSizes))
        {
            rows.Bind(1, partition);
            while (rows.Step())
                sizes.Add((rows.GetInt64(0), (int)rows.GetInt64(1)));
        }
        foreach (var alike in sizes.GroupBy(size => BitOperations.Log2((uint)size.Facts) / 3))
        {
            var first = alike.Take(Together).ToList();
            while (first.Sum(segment => segment.Facts) > MostFacts)
                first.RemoveAt(first.Count - 1);
            if (alike.Count() >= Together && first.Count > 1)
                return [.. first.Select(segment => segment.Id)];
        }
        return null;
    }

    private static void Merge(SqlSession session, long partition, List<long> segments)
    {
        var merged = new SegmentBuilder();
        foreach (var id in segments)
        {
            var offset = AddFacts(session, id, merged);
            using var rows = session.Use(SelectTerms);
            rows.Bind(1, id);
            while (rows.Step())
                merged.Add(rows.GetShared(0), rows.GetBytes(1), offset);
        }
        foreach (var id in segments)
        {
            Delete(session, DeleteSegment, id);
            Delete(session, DeletePostings, id);
        }
        SegmentWriter.WriteMerged(session, partition, merged);
    }

    private static int AddFacts(SqlSession session, long segment, SegmentBuilder merged)
    {
        using var row = session.Use(SelectFacts);
        row.Bind(1, segment).Step();
        return merged.Add(MemoryMarshal.Cast<byte, long>(row.GetBytes(0)), row.GetBytes(1), row.GetInt64(2));
    }

    private static void Delete(SqlSession session, SqlText text, long segment)
    {
        using var statement = session.Use(text);
        statement.Bind(1, segment).Execute();
    }
}
