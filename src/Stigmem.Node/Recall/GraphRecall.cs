using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Graph;

namespace Stigmem.Node.Recall;

/// <summary>
/// Follows the edges of the best matches. What is reached and matches as well is raised; facts about what is reached and
/// does not match come in behind the matches.
/// </summary>
internal sealed class GraphRecall(GraphReader graph, SureFacts facts)
{
    private const int Seeds = 5;
    private const int MostEntities = 50;
    private const int FactsAnEntity = 3;
    private const int RowsAnEntity = 12;

    // A recall has milliseconds: a hub gives some of its edges, not all.
    private const int FanOut = 16;
    private const int MostEdges = 160;

    /// <summary>The candidates, joined by those that are a few edges away.</summary>
    public IReadOnlyList<Candidate> Extend(SqlSession session, Principal caller, RecallInput input, RecallView view, IReadOnlyList<Candidate> matches)
    {
        var strengths = Strengths(matches);
        if (strengths.Count == 0)
            return matches;
        var terms = new GraphTerms
        {
            Scope = input.Scope, Depth = input.Depth, MinConfidence = input.MinConfidence, MostEntities = MostEntities, FanOut = FanOut, MostEdges = MostEdges,
        };
        var known = matches.Select(match => match.Fact.Seq).ToHashSet();
        var byEntity = matches.ToLookup(match => match.Fact.Entity);
        List<Candidate> all = [.. matches];
        foreach (var reached in graph.Reach(session, caller, strengths.Keys, terms).Entities)
        {
            var seed = reached.Path()[0];
            var nearness = strengths.GetValueOrDefault(seed) / (1 + reached.Hops);
            var why = $"{reached.Hops} edge{(reached.Hops == 1 ? "" : "s")} from {seed}";
            // A direct edge between two matches says something; two that share a session or a team are no nearer for it.
            foreach (var match in reached.Hops == 1 ? byEntity[reached.Entity] : [])
            {
                match.Graph = Math.Max(match.Graph, nearness);
                match.Why.Add(why);
            }
            foreach (var fact in facts.OfEntity(session, caller.Tenant, reached.Entity, input.Scope).Take(RowsAnEntity).Where(view.Shows).Take(FactsAnEntity))
            {
                if (!known.Add(fact.Seq))
                    continue;
                var candidate = new Candidate(fact) { Graph = nearness, Hops = reached.Hops };
                candidate.Why.Add(why);
                all.Add(candidate);
            }
        }
        return all;
    }

    /// <summary>The entities of the best matches, each with how good its best one is.</summary>
    private static Dictionary<string, double> Strengths(IReadOnlyList<Candidate> matches)
    {
        Dictionary<string, double> strengths = new(StringComparer.Ordinal);
        if (matches.Count == 0)
            return strengths;
        var best = Math.Max(float.Epsilon, matches.Max(match => match.Words));
        foreach (var match in matches.OrderByDescending(match => match.Words).ThenByDescending(match => match.Fact.Hlc).Take(Seeds))
            strengths.TryAdd(match.Fact.Entity, match.Words / best);
        return strengths;
    }
}
