using System.Numerics;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>Some segments of a partition that become one, so that a question has few to look into.</summary>
/// <param name="Partition">Their partition.</param>
/// <param name="Segments">Their ids.</param>
internal sealed record SegmentMerge(long Partition, IReadOnlyList<long> Segments)
{
    private const int Together = 8;
    private const int MostAtOnce = 1_024;
    private const int MostFacts = 32_768;

    private static readonly SqlText SelectSizes = new("SELECT partition, id, facts FROM word_segments WHERE partition >= ?1 AND partition <= ?2");
    private static readonly SqlText SelectTerms = new("SELECT term, places FROM postings WHERE segment = ?1 ORDER BY term");

    /// <summary>Eight of about the same size in one partition that are small enough to become one within a pass, if there are any.</summary>
    public static SegmentMerge? Small(SqlSession session, long partition) =>
        Alike(session, partition, partition)
            .Where(alike => alike.Count >= Together && alike.Take(Together).Sum(segment => segment.Facts) <= MostAtOnce)
            .Select(alike => new SegmentMerge(partition, [.. alike.Take(Together).Select(segment => segment.Id)]))
            .FirstOrDefault();

    /// <summary>The same in all partitions for those of any size, as long as what they become stays small enough to be merged soon.</summary>
    public static SegmentMerge? Any(SqlSession session)
    {
        foreach (var alike in Alike(session, WordPartitions.None + 1, long.MaxValue).Where(alike => alike.Count >= Together))
        {
            var first = alike.Take(Together).ToList();
            while (first.Sum(segment => segment.Facts) > MostFacts)
                first.RemoveAt(first.Count - 1);
            if (first.Count > 1)
                return new SegmentMerge(first[0].Partition, [.. first.Select(segment => segment.Id)]);
        }
        return null;
    }

    /// <summary>What they become.</summary>
    public SegmentBuilder Read(SqlSession session)
    {
        var merged = new SegmentBuilder();
        // By their facts, not by their ids: a segment that was merged for a while is older than its id.
        foreach (var segment in Segments.Select(id => SegmentFacts.Read(session, id)).OrderBy(segment => segment.Numbers[0]))
        {
            var offset = merged.Add(segment);
            using var rows = session.Use(SelectTerms);
            rows.Bind(1, segment.Id);
            while (rows.Step())
                merged.Add(rows.GetShared(0), rows.GetBytes(1), offset);
        }
        return merged;
    }

    private static IEnumerable<List<(long Partition, long Id, int Facts)>> Alike(SqlSession session, long first, long last)
    {
        List<(long Partition, long Id, int Facts)> sizes = [];
        using (var rows = session.Use(SelectSizes))
        {
            rows.Bind(1, first).Bind(2, last);
            while (rows.Step())
                sizes.Add((rows.GetInt64(0), rows.GetInt64(1), (int)rows.GetInt64(2)));
        }
        return sizes.OrderBy(size => size.Id).GroupBy(size => (size.Partition, BitOperations.Log2((uint)size.Facts) / 3)).Select(alike => alike.ToList());
    }
}
