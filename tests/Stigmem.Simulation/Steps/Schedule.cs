using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>The life of one world: acquaintance, trouble, peace. After every step every node is looked at.</summary>
internal sealed class Schedule(World world, IReadOnlySet<int> steps)
{
    private const int MostRoundsOfPeace = 12;
    private const int FewestRoundsOfPeace = 3;

    private readonly Dictionary<SimulatedNode, long> _checked = [];

    public async Task RunAsync()
    {
        foreach (var node in world.Nodes)
            await node.StartAsync();
        world.Begin(-2);
        await PeerSteps.IntroduceAsync(world);
        Look();
        world.Network.IsCalm = false;
        foreach (var step in steps.Order())
        {
            world.Begin(step);
            var done = await StepAsync();
            if (done is not null)
                world.Write($"{step,3}  {done}");
            Look();
        }
        await HealAsync();
        Convergence.Check(world);
    }

    private void Look()
    {
        world.Look();
        foreach (var node in world.Nodes.Where(node => node.IsUp))
        {
            var head = node.Head;
            if (_checked.GetValueOrDefault(node) == head)
                continue;
            _checked[node] = head;
            NodeState.Read(node).Check();
        }
    }

    private async Task<string?> StepAsync()
    {
        var up = world.Nodes.Where(node => node.IsUp).ToList();
        if (up.Count == 0)
            return await CrashSteps.RestartAsync(world);
        var node = world.Pick(up);
        return world.Next(100) switch
        {
            < 4 => await CrashSteps.RestartAsync(world),
            < 6 => CrashSteps.Crash(node),
            < 12 => await CrashSteps.CrashWithinAsync(world, node, () => DoAsync(node)),
            < 20 => await NetworkSteps.ReleaseAsync(world),
            < 26 => NetworkSteps.Advance(world),
            < 28 => NetworkSteps.Skew(world, node),
            < 30 => NetworkSteps.Cut(world),
            < 35 => await LiarSteps.AskAsync(world, node),
            < 38 => await LiarSteps.PushAsync(world, node),
            < 40 => await KeySteps.ChangeAsync(world, node),
            < 42 => await KeySteps.AskWithOldKeyAsync(world, node),
            _ => await DoAsync(node),
        };
    }

    /// <summary>Something that a node does, and may crash in.</summary>
    private async Task<string?> DoAsync(SimulatedNode node) => world.Next(100) switch
    {
        < 28 => await WriteSteps.AssertAsync(world, node),
        < 37 => await WriteSteps.RetractAsync(world, node),
        < 41 => await WriteSteps.ResolveAsync(world, node),
        < 43 => await WriteSteps.EndLaterAsync(world, node),
        < 46 => await QuarantineSteps.MakeQuarantineAsync(world, node),
        < 50 => await QuarantineSteps.HoldAsync(world, node),
        < 56 => await QuarantineSteps.ModerateAsync(world, node),
        < 60 => await PeerSteps.JoinAnyAsync(world, node),
        < 63 => await PeerSteps.EndAnyAsync(world, node),
        < 66 => await PeerSteps.WidenAnyAsync(world, node),
        < 71 => await SharingSteps.ChangeAnyAsync(world, node),
        < 74 => await KeySteps.TellAnyAsync(world, node),
        _ => await NetworkSteps.PullAnyAsync(world, node),
    };

    /// <summary>Everything works again and everybody asks everybody, until nobody hears anything new.</summary>
    private async Task HealAsync()
    {
        world.Begin(int.MaxValue);
        world.Network.IsCalm = true;
        world.Network.JoinAll();
        foreach (var node in world.Nodes)
        {
            node.Clock.Skew = TimeSpan.Zero;
            if (!node.IsUp)
                await CrashSteps.RestartAsync(world, node);
        }
        while (world.Parked.Count > 0)
        {
            await NetworkSteps.ReleaseAsync(world);
            Look();
        }
        await KeySteps.TellAllAsync(world);
        for (var round = 0; round < MostRoundsOfPeace; round++)
        {
            var fresh = 0;
            // Longer than any wait of a dead letter.
            world.Time.Advance(TimeSpan.FromHours(7));
            foreach (var (holder, peer) in world.Agreements.Where(pair => pair.Value.IsActive).Select(pair => pair.Key).ToList())
            {
                var (_, stored) = await NetworkSteps.PullAsync(world, world.Nodes.First(node => node.NodeId == holder), peer);
                fresh += stored;
            }
            Look();
            if (fresh > 0 || round < FewestRoundsOfPeace)
                continue;
            await KeySteps.AskWithEveryOldKeyAsync(world);
            return;
        }
        throw new InvariantException("the network comes to rest", $"still something new after {MostRoundsOfPeace} rounds");
    }
}
