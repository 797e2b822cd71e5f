using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Nodes;

namespace Stigmem.Benchmarks.Crash;

/// <summary>One database that lives through all the kills, and what was promised about it so far.</summary>
internal sealed class CrashTrial(NodeSite site, SyntheticFacts facts, int writers)
{
    private readonly NodeRequests _requests = new(site, facts);
    private readonly List<AcknowledgedFact> _all = [];
    private long _nextIndex;
    private HybridTime _latest;

    public async Task<CrashRound> RunRoundAsync(TimeSpan killAfter, int mostFacts, CancellationToken cancellation)
    {
        var acknowledged = await WriteAndKillAsync(killAfter, mostFacts, cancellation);
        _all.AddRange(acknowledged);
        foreach (var fact in acknowledged)
        {
            Advance(fact.Time);
        }

        var losses = new List<string>();
        TimeSpan recovery;
        await using (var node = await site.StartAsync(cancellation))
        {
            recovery = node.StartTime;
            var check = new SurvivalCheck(site, _requests, facts);
            losses.AddRange(await check.FindLossesAsync(acknowledged, cancellation));
            await CheckClockAsync(check, losses, cancellation);
            await node.StopAsync(cancellation);
        }

        await CheckChainAsync(losses, cancellation);
        return new CrashRound(acknowledged.Count, recovery, losses);
    }

    public async Task<IReadOnlyList<string>> CheckEverythingAsync(CancellationToken cancellation)
    {
        await using var node = await site.StartAsync(cancellation);
        var losses = await new SurvivalCheck(site, _requests, facts).FindLossesAsync(_all, cancellation);
        await node.StopAsync(cancellation);
        return losses;
    }

    private async Task<IReadOnlyList<AcknowledgedFact>> WriteAndKillAsync(
        TimeSpan killAfter, int mostFacts, CancellationToken cancellation)
    {
        var asserts = _requests.Asserts(_nextIndex, mostFacts);
        var first = _nextIndex;
        _nextIndex += mostFacts;
        await using var node = await site.StartAsync(cancellation);
        return await new WriterStorm(site, writers).RunAsync(node, asserts, first, killAfter, cancellation);
    }

    private async Task CheckClockAsync(SurvivalCheck check, List<string> losses, CancellationToken cancellation)
    {
        var next = await check.AssertNextAsync(_nextIndex++, cancellation);
        if (next.Time.CompareTo(_latest) <= 0)
        {
            losses.Add($"the clock went back: {next.Time} after {_latest}");
        }

        Advance(next.Time);
        _all.Add(next);
    }

    private async Task CheckChainAsync(List<string> losses, CancellationToken cancellation)
    {
        try
        {
            await site.VerifyChainAsync(cancellation);
        }
        catch (NodeCommandException fault)
        {
            losses.Add(fault.Message);
        }
    }

    private void Advance(HybridTime time)
    {
        if (time.CompareTo(_latest) > 0)
        {
            _latest = time;
        }
    }
}
