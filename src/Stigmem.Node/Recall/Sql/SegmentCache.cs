using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>The facts of segments, read once: a segment never changes and its number is never used again. Nine bytes a fact.</summary>
internal sealed class SegmentCache
{
    private const int Spare = 64;

    private static readonly SqlText SelectIds = new($"SELECT id FROM {IndexFile.Schema}.word_segments WHERE partition = ?1 ORDER BY id");
    private static readonly SqlText SelectFacts = new($"SELECT words, numbers, lengths FROM {IndexFile.Schema}.word_segments WHERE id = ?1");

    private readonly ConcurrentDictionary<long, SegmentFacts> _known = [];

    /// <summary>The segments of some partitions, as the session's snapshot has them.</summary>
    public IReadOnlyList<SegmentFacts> Of(SqlSession session, IEnumerable<long> partitions)
    {
        List<long> ids = [];
        foreach (var partition in partitions)
        {
            using var rows = session.Use(SelectIds);
            rows.Bind(1, partition);
            while (rows.Step())
                ids.Add(rows.GetInt64(0));
        }
        var segments = ids.ConvertAll(id => _known.TryGetValue(id, out var known) ? known : Read(session, id));
        // What was merged is gone for good; other readers may still ask for it for a moment.
        if (_known.Count > 2 * ids.Count + Spare)
            _known.Clear();
        foreach (var segment in segments)
            _known[segment.Id] = segment;
        return segments;
    }

    private static SegmentFacts Read(SqlSession session, long id)
    {
        using var row = session.Use(SelectFacts);
        row.Bind(1, id).Step();
        return new SegmentFacts(id, row.GetInt64(0), MemoryMarshal.Cast<byte, long>(row.GetBytes(1)).ToArray(), row.GetBytes(2).ToArray());
    }
}
