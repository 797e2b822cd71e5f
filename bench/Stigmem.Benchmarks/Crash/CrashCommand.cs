using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Crash;

/// <summary>
/// <c>bench crash</c>: a node under write load is killed at a random moment, again and again on the same database. No
/// acknowledged fact may be missing afterwards, the hash chain must be whole, the clock must not have gone back.
/// </summary>
internal static class CrashCommand
{
    private const int MostFactsARound = 60_000;
    private const int EarliestKillMilliseconds = 50;

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken cancellation)
    {
        var rounds = arguments.Number("--rounds", 20, 1, 10_000);
        var writers = arguments.Number("--writers", 64, 1, 1_024);
        var latestKill = arguments.Number("--latest-ms", 1_500, EarliestKillMilliseconds + 1, 60_000);
        var seed = arguments.Number("--seed", Random.Shared.Next(), 0, int.MaxValue);
        var named = arguments.Text("--node");
        var folder = arguments.Text("--dir") ?? Path.GetTempPath();
        arguments.RefuseUnread();
        var node = NodeSite.FindExecutable(named);
        Console.WriteLine($"seed {seed}");

        var random = new Random(seed);
        using var site = new NodeSite(node, folder);
        await site.BootstrapAsync(cancellation);
        var trial = new CrashTrial(site, new SyntheticFacts((ulong)seed), writers);
        var losses = 0;
        for (var round = 1; round <= rounds; round++)
        {
            var killAfter = TimeSpan.FromMilliseconds(random.Next(EarliestKillMilliseconds, latestKill));
            var result = await trial.RunRoundAsync(killAfter, MostFactsARound, cancellation);
            losses += result.Losses.Count;
            Console.WriteLine(FormattableString.Invariant(
                $"round {round}: killed after {killAfter.TotalMilliseconds:N0} ms, {result.Acknowledged} acknowledged, recovered in {result.Recovery.TotalMilliseconds:N0} ms, {(result.Losses.Count == 0 ? "all there" : string.Join("; ", result.Losses))}"));
        }

        losses += await FinalLossesAsync(trial, cancellation);
        Console.WriteLine(losses == 0 ? $"nothing lost in {rounds} rounds" : $"LOST: {losses} findings, seed {seed}");
        return losses == 0 ? 0 : 1;
    }

    /// <summary>A later crash must not take what an earlier one spared.</summary>
    private static async Task<int> FinalLossesAsync(CrashTrial trial, CancellationToken cancellation)
    {
        var losses = await trial.CheckEverythingAsync(cancellation);
        foreach (var loss in losses)
        {
            Console.WriteLine($"at the end: {loss}");
        }

        return losses.Count;
    }
}
