using System.Diagnostics;
using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Steps;

namespace Stigmem.Simulation;

/// <summary>Runs schedules: a seed says everything about one.</summary>
public static class Simulator
{
    private const int MostSteps = 70;
    private const int MostTrialsOfShrinking = 80;

    private static IReadOnlySet<int> AllSteps { get; } = Enumerable.Range(0, MostSteps).ToHashSet();

    /// <summary>Runs one schedule.</summary>
    /// <param name="seed">Which.</param>
    /// <param name="only">The steps that are done; null does all.</param>
    /// <returns>Null when every invariant held.</returns>
    public static async Task<SimulationFailure?> RunAsync(int seed, IReadOnlySet<int>? only = null)
    {
        await using var world = new World(seed);
        try
        {
            await new Schedule(world, only ?? AllSteps).RunAsync();
            return null;
        }
        catch (InvariantException broken)
        {
            return new SimulationFailure(broken.Invariant, broken.Message, world.Log);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new SimulationFailure($"no part fails with {e.GetType().Name}", e.ToString(), world.Log);
        }
    }

    /// <summary>Leaves steps out of a schedule that fails, as long as it fails in the same way.</summary>
    /// <returns>The steps that are needed, and how it fails with them.</returns>
    public static async Task<(IReadOnlySet<int> Needed, SimulationFailure Failure)> ShrinkAsync(int seed, SimulationFailure failure)
    {
        var needed = AllSteps;
        var trials = 0;
        for (var size = MostSteps / 2; size >= 1; size /= 2)
        {
            for (var start = 0; start < MostSteps && trials < MostTrialsOfShrinking; start += size)
            {
                var fewer = needed.Where(step => step < start || step >= start + size).ToHashSet();
                if (fewer.Count == needed.Count)
                    continue;
                trials++;
                if (await RunAsync(seed, fewer) is { } again && again.Invariant == failure.Invariant)
                    (needed, failure) = (fewer, again);
            }
        }
        return (needed, failure);
    }

    /// <summary>Runs schedules with consecutive seeds until one fails.</summary>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="ct">Ends the run early.</param>
    /// <returns>How many were run, the time it took, and the failure with the smallest seed, if any.</returns>
    public static async Task<SimulationSummary> RunManyAsync(int first, int count, CancellationToken ct = default)
    {
        var started = Stopwatch.GetTimestamp();
        var (next, run) = (-1, 0);
        (int Seed, SimulationFailure Failure)? found = null;
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            while (found is null && !ct.IsCancellationRequested && Interlocked.Increment(ref next) is var number && number < count)
            {
                var failure = await RunAsync(first + number);
                Interlocked.Increment(ref run);
                if (failure is null)
                    continue;
                lock (gate)
                {
                    if (found is null || first + number < found.Value.Seed)
                        found = (first + number, failure);
                }
            }
        }, CancellationToken.None)));
        return new SimulationSummary(run, Stopwatch.GetElapsedTime(started), found?.Seed, found?.Failure);
    }

    /// <summary>What somebody who looks into a failure needs: the seed, the way to play it again, the steps.</summary>
    public static async Task<string> DescribeAsync(int seed, SimulationFailure failure)
    {
        var (needed, shrunk) = await ShrinkAsync(seed, failure);
        return $"""
            seed {seed} fails: {failure.Message}

            with as few steps as were found: {shrunk.Message}
            {string.Join('\n', shrunk.Log)}

            play it again: bench/bench simulate --seed {seed} --log
            with these steps only: bench/bench simulate --seed {seed} --only {string.Join(',', needed.Order())}
            """;
    }
}
