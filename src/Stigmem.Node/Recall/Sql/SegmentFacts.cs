using System.Runtime.InteropServices;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>The facts of one segment of the word index, by place.</summary>
/// <param name="Id">The segment.</param>
/// <param name="Words">How many words their values have together.</param>
/// <param name="Numbers">Their commit numbers.</param>
/// <param name="Lengths">The packed lengths of their values.</param>
internal sealed record SegmentFacts(long Id, long Words, long[] Numbers, byte[] Lengths)
{
    private static readonly SqlText Select = new("SELECT words, numbers, lengths FROM word_segments WHERE id = ?1");

    private readonly bool _isOrdered = IsOrdered(Numbers);

    /// <summary>Reads those of a segment.</summary>
    public static SegmentFacts Read(SqlSession session, long id)
    {
        using var row = session.Use(Select);
        row.Bind(1, id).Step();
        return new SegmentFacts(id, row.GetInt64(0), MemoryMarshal.Cast<byte, long>(row.GetBytes(1)).ToArray(), row.GetBytes(2).ToArray());
    }

    /// <summary>Where a fact stands, or -1.</summary>
    public int PlaceOf(long number)
    {
        if (!_isOrdered)
            return Array.IndexOf(Numbers, number);
        var place = Array.BinarySearch(Numbers, number);
        return place < 0 ? -1 : place;
    }

    /// <summary>What was let out of quarantine stands before what is newer than its pass, so few segments are not.</summary>
    private static bool IsOrdered(long[] numbers)
    {
        for (var i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] <= numbers[i - 1])
                return false;
        }
        return true;
    }
}
