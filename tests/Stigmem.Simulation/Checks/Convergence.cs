using Stigmem.Core.Peers;
using Stigmem.Simulation.Liars;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Checks;

/// <summary>What must hold when the network is whole again and everybody has asked everybody.</summary>
internal static class Convergence
{
    public static void Check(World world)
    {
        var states = world.Nodes.ToDictionary(node => node, NodeState.Read);
        foreach (var to in world.Nodes)
        {
            states[to].Check();
            CheckLetters(world, to, states[to]);
            foreach (var from in world.Nodes.Where(from => from != to && world.Shares(from, to)))
                CheckReceived(world, from, to, states);
        }
        foreach (var a in world.Nodes)
        {
            foreach (var b in world.Nodes.Where(b => b.Number > a.Number && world.Shares(a, b) && world.Shares(b, a)))
                CheckConflicts(states[a], states[b], $"{a} and {b}");
        }
    }

    /// <summary>An honest peer is refused nothing but what waits for something that can still come.</summary>
    private static void CheckLetters(World world, SimulatedNode node, NodeState state)
    {
        var garden = node.HasQuarantineGarden();
        foreach (var letter in state.Letters.Where(letter => world.Nodes.Any(from => from.NodeId == letter.Peer && world.Shares(from, node))))
        {
            var isWaiting = letter.IsCurable && letter.Reason == "quarantine_garden_required" && !garden;
            var isSquatted = letter.Reason == "id_conflict" && state.Facts.TryGetValue(Guid.Parse(letter.FactId), out var fact) && fact.ReceivedFrom == Liar.NodeId;
            if (!isWaiting && !isSquatted && letter.Reason != "valid_until_extension")
                throw new InvariantException("what an honest peer says is taken", $"{node} keeps {letter.FactId} of {letter.Peer} back: {letter.Reason}");
        }
    }

    private static void CheckReceived(World world, SimulatedNode from, SimulatedNode to, Dictionary<SimulatedNode, NodeState> states)
    {
        var (origin, state) = (states[from], states[to]);
        var (there, here) = (world.Agreements[(from.NodeId, to.NodeId)], world.Agreements[(to.NodeId, from.NodeId)]);
        var permitted = PeerScopes.Permitted(there.Scopes, here.Scopes, from.AllowsTeam && to.AllowsTeam);
        foreach (var (id, said) in world.Said)
        {
            if (said.Origin != from || !origin.Facts.TryGetValue(id, out var now) || !said.MayLeave(now) || !permitted.Contains(said.Body.Scope) || !world.Allows(from, to.NodeId, said.Body))
                continue;
            if (!state.Facts.TryGetValue(id, out var fact))
            {
                if (!state.Letters.Any(letter => letter.FactId == id.ToString()))
                    throw new InvariantException("nodes with equal rights hold the same facts", $"{to} has not got {id} {said.Body} of {from}");
            }
            else if (fact.ToBody() != said.Body && fact.ReceivedFrom != Liar.NodeId)
            {
                throw new InvariantException("the same id never has two bodies", $"{to} has {id} as {fact.ToBody()}, {from} said {said.Body}");
            }
        }
    }

    /// <summary>
    /// Where both nodes hold the same two facts, and each is the only one of its value, both have the same record. With
    /// several facts of one value a node may have chosen another of them; that there is a record at all is checked on each.
    /// </summary>
    private static void CheckConflicts(NodeState a, NodeState b, string pair)
    {
        var (onA, onB) = (Comparable(a, b), Comparable(b, a));
        if (!onA.SetEquals(onB))
            throw new InvariantException("nodes with equal rights hold the same conflicts", $"{pair}: {string.Join(", ", onA.Except(onB).Select(id => $"first only {id}").Concat(onB.Except(onA).Select(id => $"second only {id}")))}");
    }

    private static HashSet<Guid> Comparable(NodeState state, NodeState other) =>
    [
        .. state.Conflicts
            .Where(conflict => !conflict.IsResolved && ((Guid[])[conflict.Newer.Id, conflict.Older.Id]).All(id => state.StandsAlone(id) && other.StandsAlone(id)))
            .Select(conflict => conflict.Id),
    ];
}
