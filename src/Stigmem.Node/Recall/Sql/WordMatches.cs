using System.Buffers;
using Stigmem.Core.Words;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>
/// The facts that have words of a question. The places of each word are read once; scoring walks them as often as it is
/// asked, segment by segment, so that memory does not grow with the store.
/// </summary>
internal sealed class WordMatches : IDisposable
{
    private static readonly SqlText SelectPlaces = new($"SELECT facts, places FROM {IndexFile.Schema}.postings WHERE segment = ?1 AND term = ?2");

    private readonly IReadOnlyList<SegmentFacts> _segments;
    private readonly List<Slice>[] _slices;
    private readonly float[] _weights;
    private readonly Bm25 _measure;
    private byte[] _places = ArrayPool<byte>.Shared.Rent(1 << 16);
    private int _used;

    private WordMatches(IReadOnlyList<SegmentFacts> segments, int slots)
    {
        _segments = segments;
        _slices = [.. segments.Select(_ => new List<Slice>())];
        _weights = new float[slots];
        _measure = new Bm25(segments.Sum(segment => (long)segment.Numbers.Length), segments.Sum(segment => segment.Words));
    }

    /// <summary>How many words were looked for.</summary>
    public int Slots => _weights.Length;

    /// <summary>Reads the places of each slot's terms.</summary>
    public static WordMatches Read(SqlSession session, IReadOnlyList<SegmentFacts> segments, IReadOnlyList<TermSlot> slots)
    {
        var matches = new WordMatches(segments, slots.Count);
        for (var slot = 0; slot < slots.Count; slot++)
        {
            var facts = 0L;
            foreach (var term in slots[slot].Terms)
                facts += matches.Load(session, term, slot);
            matches._weights[slot] = slots[slot].Weight * matches._measure.Rarity(facts);
        }
        return matches;
    }

    /// <summary>The facts that score best, best first; of equals the newest.</summary>
    public IReadOnlyList<(long Number, float Score)> Best(int most)
    {
        var best = new PriorityQueue<long, (float Score, long Number)>();
        for (var i = 0; i < _segments.Count; i++)
        {
            if (_slices[i].Count > 0)
                Score(_segments[i], _slices[i], best, most);
        }
        var hits = new (long Number, float Score)[best.Count];
        for (var i = hits.Length - 1; best.TryDequeue(out var number, out var score); i--)
            hits[i] = (number, score.Score);
        return hits;
    }

    /// <summary>What each slot contributes to each of some facts; facts without any are left out.</summary>
    public IReadOnlyDictionary<long, float[]> Shares(IReadOnlyCollection<long> numbers)
    {
        Dictionary<long, float[]> shares = [];
        var missing = numbers.ToHashSet();
        for (var i = 0; i < _segments.Count && missing.Count > 0; i++)
        {
            var segment = _segments[i];
            var wanted = missing.Select(segment.PlaceOf).Where(place => place >= 0).Order().ToArray();
            if (wanted.Length == 0)
                continue;
            missing.ExceptWith(wanted.Select(place => segment.Numbers[place]));
            foreach (var slice in _slices[i])
                AddShares(segment, slice, wanted, shares);
        }
        return shares;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_places);
        _places = [];
    }

    private long Load(SqlSession session, string term, int slot)
    {
        var facts = 0L;
        for (var i = 0; i < _segments.Count; i++)
        {
            using var row = session.Use(SelectPlaces);
            if (!row.Bind(1, _segments[i].Id).Bind(2, term).Step())
                continue;
            facts += row.GetInt64(0);
            var places = row.GetBytes(1);
            Reserve(places.Length);
            places.CopyTo(_places.AsSpan(_used));
            _slices[i].Add(new Slice(slot, _used, places.Length));
            _used += places.Length;
        }
        return facts;
    }

    private void Reserve(int bytes)
    {
        if (_places.Length - _used >= bytes)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_places.Length * 2, _used + bytes));
        _places.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_places);
        _places = larger;
    }

    private void Score(SegmentFacts segment, List<Slice> slices, PriorityQueue<long, (float, long)> best, int most)
    {
        var scores = ArrayPool<float>.Shared.Rent(segment.Numbers.Length);
        Array.Clear(scores, 0, segment.Numbers.Length);
        foreach (var slice in slices)
        {
            var weight = _weights[slice.Slot];
            var reader = new PostingList.Reader(_places.AsSpan(slice.Start, slice.Length));
            while (reader.Next())
                scores[reader.Place] += weight * _measure.Share(reader.Times, segment.Lengths[reader.Place]);
        }
        for (var place = 0; place < segment.Numbers.Length; place++)
        {
            if (scores[place] <= 0)
                continue;
            var rank = (scores[place], segment.Numbers[place]);
            if (best.Count < most)
                best.Enqueue(segment.Numbers[place], rank);
            else if (best.TryPeek(out _, out var least) && rank.CompareTo(least) > 0)
                best.EnqueueDequeue(segment.Numbers[place], rank);
        }
        ArrayPool<float>.Shared.Return(scores);
    }

    private void AddShares(SegmentFacts segment, Slice slice, int[] wanted, Dictionary<long, float[]> shares)
    {
        var next = 0;
        var reader = new PostingList.Reader(_places.AsSpan(slice.Start, slice.Length));
        while (reader.Next())
        {
            while (wanted[next] < reader.Place)
            {
                if (++next == wanted.Length)
                    return;
            }
            if (wanted[next] != reader.Place)
                continue;
            var number = segment.Numbers[reader.Place];
            if (!shares.TryGetValue(number, out var values))
                shares.Add(number, values = new float[Slots]);
            values[slice.Slot] += _weights[slice.Slot] * _measure.Share(reader.Times, segment.Lengths[reader.Place]);
        }
    }

    /// <param name="Slot">The word of the question.</param>
    /// <param name="Start">Where its places begin.</param>
    /// <param name="Length">How many bytes they take.</param>
    private readonly record struct Slice(int Slot, int Start, int Length);
}
