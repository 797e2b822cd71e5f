using System.Globalization;
using Stigmem.Simulation;

namespace Stigmem.Benchmarks.Simulating;

/// <summary>
/// <c>bench simulate</c>: nodes in one process on a fake clock and a network that loses, holds, doubles and tears, schedule
/// after schedule. The first that breaks an invariant is shrunk and printed with the command that plays it again.
/// </summary>
internal static class SimulateCommand
{
    private const int Together = 1_000;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        var schedules = arguments.Number("--schedules", 100_000, 1, 10_000_000);
        var seed = arguments.Number("--seed", Random.Shared.Next(1_000_000_000), 0, int.MaxValue);
        var only = arguments.Text("--only")?.Split(',').Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToHashSet();
        var printsLog = arguments.Flag("--log");
        arguments.RefuseUnread();
        if (only is not null || printsLog)
        {
            return await ReplayAsync(seed, only);
        }

        Console.WriteLine(FormattableString.Invariant($"seed {seed}"));
        var (run, elapsed) = (0, TimeSpan.Zero);
        while (run < schedules)
        {
            var summary = await Simulator.RunManyAsync(seed + run, Math.Min(Together, schedules - run), cancellation);
            cancellation.ThrowIfCancellationRequested();
            run += summary.Run;
            elapsed += summary.Elapsed;
            Console.WriteLine(FormattableString.Invariant($"{run} schedules in {elapsed.TotalSeconds:N1} s"));
            if (summary.Failure is { } failure)
            {
                Console.WriteLine(await Simulator.DescribeAsync(summary.Seed!.Value, failure));
                return 1;
            }
        }

        return 0;
    }

    private static async Task<int> ReplayAsync(int seed, HashSet<int>? only)
    {
        var failure = await Simulator.RunAsync(seed, only);
        foreach (var line in failure?.Log ?? [])
        {
            Console.WriteLine(line);
        }

        Console.WriteLine(failure is null ? FormattableString.Invariant($"seed {seed} holds") : failure.Message);
        return failure is null ? 0 : 1;
    }
}
