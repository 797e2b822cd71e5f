using Stigmem.Core.Peers;
using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Liars;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>Rounds of pulling, and what happens between nodes and to their clocks.</summary>
internal static class NetworkSteps
{
    public static async Task<string?> PullAnyAsync(World world, SimulatedNode node)
    {
        var free = world.Agreements.Where(pair => pair.Key.Holder == node.NodeId && pair.Value.IsActive && !world.Parked.Any(flight => flight.IsOfThisLife && flight.Node == node && flight.Peer == pair.Key.Peer)).ToList();
        if (free.Count == 0)
            return null;
        var peerId = world.Pick(free).Key.Peer;
        var (said, _) = await PullAsync(world, node, peerId);
        return said;
    }

    /// <summary>One round, and what is due of the dead letters, as a worker does it.</summary>
    /// <returns>What happened, and how many facts are new.</returns>
    public static async Task<(string Said, int Stored)> PullAsync(World world, SimulatedNode node, string peerId)
    {
        var peer = node.PeerOf(peerId);
        if (peer is not { Status: PeerStatus.Active })
            throw new InvariantException("what an operator decided is so", $"{node} does not know {peerId} as active");
        var flight = new Flight($"{node} pulls from {peerId}", node, peerId) { Claimed = world.Agreements[(node.NodeId, peerId)].Scopes };
        var (stored, outcome) = (0, "");
        var done = await world.FlyAsync(flight, async () =>
        {
            var pulled = await node.PullAsync(peer);
            (stored, outcome) = (pulled.Stored, pulled.ToString());
            if (flight.IsOfThisLife && pulled.WasAnswered)
                CheckTold(flight);
            if (flight.IsOfThisLife)
                await node.RetryLettersAsync(peer);
        });
        return ($"{flight.Name}: {(done ? outcome : "waits or crashed")}", stored);
    }

    public static async Task<string?> ReleaseAsync(World world)
    {
        if (world.Parked.Count == 0)
            return null;
        var flight = world.Pick(world.Parked);
        var done = await world.ReleaseAsync(flight);
        return $"a message of \"{flight.Name}\" goes on: {(done ? "done" : "waits or is lost")}";
    }

    public static string? Cut(World world)
    {
        var (a, b) = (world.Next(world.Nodes.Count), world.Next(world.Nodes.Count));
        if (a == b)
            return null;
        if (world.Network.IsCut(a, b))
            world.Network.Join(a, b);
        else
            world.Network.Cut(a, b);
        return $"n{a} and n{b} are {(world.Network.IsCut(a, b) ? "cut off from each other" : "connected again")}";
    }

    public static string Advance(World world)
    {
        var by = world.Next(10) switch
        {
            < 5 => TimeSpan.FromMilliseconds(world.Next(3) * world.Next(1_000)),
            < 8 => TimeSpan.FromSeconds(world.Next(1, 100)),
            8 => TimeSpan.FromMinutes(world.Next(1, 30)),
            _ => TimeSpan.FromHours(world.Next(1, 7)),
        };
        world.Time.Advance(by);
        return $"{by} pass";
    }

    /// <summary>Within the leeway of tokens, within the bound of stamps, or beyond both.</summary>
    public static string Skew(World world, SimulatedNode node)
    {
        node.Clock.Skew = world.Next(6) switch
        {
            0 => TimeSpan.Zero,
            1 or 2 => TimeSpan.FromMilliseconds(world.Next(-25_000, 25_000)),
            3 => TimeSpan.FromSeconds(world.Next(-280, 280)),
            4 => TimeSpan.FromMinutes(world.Next(5, 40)),
            _ => TimeSpan.FromMinutes(world.Next(-120, 120)),
        };
        return $"the clock of {node} is off by {node.Clock.Skew}";
    }

    private static void CheckTold(Flight flight)
    {
        if (flight.Told.Count == 0)
            return;
        var letters = NodeState.Read(flight.Node).Letters.Where(letter => letter.Peer == Liar.NodeId).ToLookup(letter => letter.FactId, letter => letter.Reason);
        foreach (var lie in flight.Told.Where(lie => !letters[lie.FactId].Any(lie.Reasons.Contains)))
            throw new InvariantException("a lie is refused for what it is", $"{flight.Node} was told {lie.FactId}, to be refused as {string.Join(" or ", lie.Reasons)}, and has [{string.Join(", ", letters[lie.FactId])}]");
        flight.Told.Clear();
    }
}
