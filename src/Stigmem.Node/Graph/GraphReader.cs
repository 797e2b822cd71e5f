using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Graph.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Graph;

/// <summary>
/// Walks from entities to those that facts connect with them, breadth first. A fact is an edge for a caller who may see it,
/// as long as it stands (decision 0097). The walk sees as much of the log as the index file has.
/// </summary>
internal sealed class GraphReader(
    EdgeRows rows, FactVisibility visibility, FactIntegrity integrity, SourceTrustReader trust, AliasDirectory aliases, EntityNaming naming, TimeProvider time)
{
    /// <summary>The entities around some others.</summary>
    /// <param name="session">A reader; it should hold a snapshot, so that all steps see the same facts.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="seeds">Where the walk begins: normalized names.</param>
    /// <param name="terms">How far it goes.</param>
    public Reach Reach(SqlSession session, Principal caller, IEnumerable<string> seeds, GraphTerms terms)
    {
        var walk = new Walk(session, caller, aliases.Current, terms, time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
        foreach (var seed in seeds.Select(seed => walk.Names.Resolve(caller.Tenant, seed)))
            walk.Add(Reached.Seed(seed));
        List<Reached> reached = [];
        for (var frontier = walk.TakeLevel(int.MaxValue); frontier.Count > 0 && frontier[0].Hops < terms.Depth;)
        {
            foreach (var entity in frontier)
                Follow(walk, entity);
            frontier = walk.TakeLevel(terms.MostEntities - reached.Count);
            reached.AddRange(frontier);
        }
        return new Reach(reached, walk.IsCut);
    }

    private void Follow(Walk walk, Reached from)
    {
        foreach (var direction in (EdgeDirection[])[EdgeDirection.Out, EdgeDirection.In])
        {
            if (walk.Terms.Direction is { } only && only != direction)
                continue;
            var followed = 0;
            foreach (var (fact, other) in Edges(walk, from.Entity, direction))
            {
                if (!walk.Spend(followed++))
                    break;
                walk.Add(new Reached(other, from.Hops + 1, from, fact.Relation, direction, fact.Confidence, trust.Of(fact, walk.Caller), fact.Seq));
            }
        }
    }

    private IEnumerable<(StoredFact Fact, string Other)> Edges(Walk walk, string entity, EdgeDirection direction)
    {
        var tenant = walk.Caller.Tenant;
        var names = walk.Names.Spellings(tenant, entity);
        foreach (var name in names)
        {
            foreach (var fact in rows.Of(walk.Session, tenant, name, direction, walk.Terms.Scope, walk.Terms.IncludeInformal))
            {
                if (!IsEdge(walk, fact) || !naming.Normalize(fact.Value.Text).TryGet(out var named, out _))
                    continue;
                // The index knows hashes only: the names decide.
                var (near, far) = direction == EdgeDirection.Out ? (fact.Entity, named) : (named, fact.Entity);
                var other = walk.Names.Resolve(tenant, far);
                if (near == name && other != entity)
                    yield return (fact, other);
            }
        }
    }

    private bool IsEdge(Walk walk, StoredFact fact)
    {
        var (caller, terms) = (walk.Caller, walk.Terms);
        if (fact.Confidence <= 0 || fact.Confidence < terms.MinConfidence || !fact.IsLive(walk.NowMicroseconds) || !terms.Relations.Admits(fact.Relation))
            return false;
        if (fact.ReceivedFrom is not null && !caller.Has(Permissions.Federate))
            return false;
        var sourceTrust = trust.Of(fact, caller);
        return !(sourceTrust < terms.MinTrust)
            && trust.IsEnough(fact.Confidence, sourceTrust)
            && visibility.Lists(caller, fact)
            && integrity.Holds(fact);
    }

    /// <summary>The state of one walk.</summary>
    private sealed class Walk(SqlSession session, Principal caller, AliasMap names, GraphTerms terms, long nowMicroseconds)
    {
        private readonly HashSet<string> _seen = [];
        private readonly Dictionary<string, Reached> _level = [];
        private int _followed;

        public SqlSession Session => session;

        public Principal Caller => caller;

        public AliasMap Names => names;

        public GraphTerms Terms => terms;

        public long NowMicroseconds => nowMicroseconds;

        public bool IsCut { get; private set; }

        /// <summary>Counts an edge; false when the entity or the walk has had its share.</summary>
        public bool Spend(int followedFromHere)
        {
            if (followedFromHere < terms.FanOut && _followed < terms.MostEdges)
            {
                _followed++;
                return true;
            }
            IsCut = true;
            return false;
        }

        /// <summary>An entity of the next level, unless it is known on a nearer one or by a surer edge.</summary>
        public void Add(Reached one)
        {
            if (!_seen.Contains(one.Entity) && (!_level.TryGetValue(one.Entity, out var known) || one.CompareTo(known) < 0))
                _level[one.Entity] = one;
        }

        /// <summary>Closes the level.</summary>
        public List<Reached> TakeLevel(int most)
        {
            var level = _level.Values.Order().ToList();
            _level.Clear();
            _seen.UnionWith(level.Select(one => one.Entity));
            if (level.Count > most)
            {
                IsCut = true;
                level.RemoveRange(most, level.Count - most);
            }
            return level;
        }
    }
}
