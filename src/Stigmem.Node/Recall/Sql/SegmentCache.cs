using System.Collections.Concurrent;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>The facts of segments, read once: a segment never changes and its number is never used again. Nine bytes a fact.</summary>
internal sealed class SegmentCache
{
    private const int Spare = 64;

    private static readonly SqlText SelectIds = new($"SELECT id FROM {IndexFile.Schema}.word_segments WHERE partition = ?1 ORDER BY id");
    private static readonly SqlText SelectAll = new($"SELECT id FROM {IndexFile.Schema}.word_segments");

    private readonly ConcurrentDictionary<long, SegmentFacts> _known = [];
    private int _most = Spare;

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
        var segments = ids.ConvertAll(id => _known.TryGetValue(id, out var known) ? known : _known[id] = SegmentFacts.Read(session, id));
        if (_known.Count > _most)
            Forget(session);
        return segments;
    }

    /// <summary>What was merged is gone for good; a reader of an older snapshot that asks for it reads it again.</summary>
    private void Forget(SqlSession session)
    {
        HashSet<long> all = [];
        using (var rows = session.Use(SelectAll))
        {
            while (rows.Step())
                all.Add(rows.GetInt64(0));
        }
        foreach (var gone in _known.Keys.Where(id => !all.Contains(id)))
            _known.TryRemove(gone, out _);
        _most = 2 * _known.Count + Spare;
    }
}
