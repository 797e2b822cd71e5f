using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>Nodes that end without a word, and begin again over what they left.</summary>
internal static class CrashSteps
{
    public static string Crash(SimulatedNode node)
    {
        node.Crash();
        return $"{node} crashes";
    }

    /// <summary>Crashes a node in the midst of something.</summary>
    public static async Task<string?> CrashWithinAsync(World world, SimulatedNode node, Func<Task<string?>> something)
    {
        var reading = world.Next(1, 12);
        node.Clock.Arm(reading, node.Crash);
        var done = await something();
        var crashed = !node.Clock.Disarm();
        return done is null ? null : $"{done}{(crashed ? $", and crashed at reading {reading} of its clock" : "")}";
    }

    public static async Task<string?> RestartAsync(World world)
    {
        var down = world.Nodes.Where(node => !node.IsUp).ToList();
        return down.Count == 0 ? null : await RestartAsync(world, world.Pick(down));
    }

    public static async Task<string> RestartAsync(World world, SimulatedNode node)
    {
        await node.StartAsync();
        await PeerSteps.RecallAsync(world, node);
        world.HistoryOf(node).Restarted();
        return $"{node} starts again";
    }
}
