using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Protocol.Cid;

namespace Stigmem.Node.Cid;

/// <summary>
/// Walks from a fact to its origins, level by level. What the caller may not read is not walked through. Each fact is
/// visited once, so that circles, which content ids allow, end; what is looked at is bounded.
/// </summary>
internal sealed class OriginWalk(Origins origins, Principal caller)
{
    /// <summary>So many origins are looked up for one request.</summary>
    public const int MostLookups = 1_000;

    private readonly Dictionary<Guid, ProvenanceNode> _nodes = [];
    private readonly HashSet<(Guid From, Guid To)> _edges = [];
    private int _lookups;
    private bool _isTruncated;

    /// <summary>The graph down to a depth.</summary>
    public ProvenanceGraph From(StoredFact root, int depth)
    {
        _nodes[root.Id] = Node(root, 0);
        List<StoredFact> level = [root];
        for (var at = 1; at <= depth && level.Count > 0; at++)
            level = [.. level.SelectMany(fact => Step(fact, at))];
        return new ProvenanceGraph
        {
            Nodes = [.. _nodes.Values],
            Edges = [.. _edges.Select(edge => new ProvenanceEdge { From = edge.From.ToString(), To = edge.To.ToString() })],
            Truncated = _isTruncated || level.Exists(fact => fact.DerivedFromJson is not null),
        };
    }

    /// <summary>The origins of a fact that were not met before.</summary>
    private List<StoredFact> Step(StoredFact fact, int depth)
    {
        List<StoredFact> fresh = [];
        foreach (var (_, origin) in origins.Of(fact, caller))
        {
            if (++_lookups > MostLookups)
            {
                _isTruncated = true;
                break;
            }
            if (origin is null)
                continue;
            _edges.Add((fact.Id, origin.Id));
            if (_nodes.TryAdd(origin.Id, Node(origin, depth)))
                fresh.Add(origin);
        }
        return fresh;
    }

    private static ProvenanceNode Node(StoredFact fact, int depth) =>
        new() { FactId = fact.Id.ToString(), Cid = fact.Cid.ToString(), Entity = fact.Entity, Depth = depth };
}
