using System.Diagnostics;

namespace Stigmem.Cli.Tests.Running;

/// <summary>Waits for something outside this process.</summary>
public static class Poll
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Looks again and again until the condition holds; fails at the deadline.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (!condition())
        {
            Assert.True(watch.Elapsed < Patience, $"{what} did not happen");
            await timer.WaitForNextTickAsync();
        }
    }
}
