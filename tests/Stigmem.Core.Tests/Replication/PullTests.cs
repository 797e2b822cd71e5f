using FsCheck;
using FsCheck.Fluent;
using Stigmem.Testing;
using Stigmem.Core.Clock;
using Stigmem.Core.Replication;

namespace Stigmem.Core.Tests.Replication;

public sealed class PullTests
{
    [Theory]
    [InlineData("1746230400000.3", null, "1746230395000")]
    [InlineData("1746230400000.010", null, "1746230395000")]
    [InlineData("1746230400000", "1746230390000", "1746230395000")]
    [InlineData("1746230400000.3", "1746230399000", "1746230399000")]
    [InlineData("1746230400000.3", "1746230399000.7", "1746230399000")]
    [InlineData("1746230400000.3", "AgAAAAAAAAAB", "1746230395000")]
    [InlineData("3000.0", null, "0")]
    [InlineData("AgAAAAAAAAAB", "1746230399000", "AgAAAAAAAAAB")]
    [InlineData(null, "1746230399000", "1746230399000")]
    [InlineData(null, null, null)]
    public void Stores_a_cursor_that_lies_back_and_never_moves_back(string? returned, string? stored, string? expected) =>
        Assert.Equal(expected, PullCursor.ToStore(returned, stored, PullCursor.DefaultOverlapMs));

    /// <summary>The reference's serving side, as its storage compares texts: without the rewind the test loses facts.</summary>
    [Fact]
    public void A_peer_that_compares_cursors_as_texts_loses_nothing() => Properties.Holds(50, Rounds, rounds =>
    {
        var stamps = new List<string>();
        var (wall, counter) = (1_746_230_400_000L, 0);
        var seen = new HashSet<string>();
        string? stored = null;
        foreach (var steps in rounds)
        {
            foreach (var step in steps)
            {
                (wall, counter) = step > 0 ? (wall + step, 0) : (wall, counter + 1);
                stamps.Add($"{wall}.{counter}");
            }

            var cursor = stored;
            while (Page(stamps, cursor) is { Count: > 0 } page)
            {
                seen.UnionWith(page);
                cursor = page[^1];
                stored = PullCursor.ToStore(cursor, stored, PullCursor.DefaultOverlapMs);
            }
        }

        Assert.Equal(stamps.Count, seen.Count);
    });

    /// <summary>What happens between two pulls, step by step: so many milliseconds go by, or with 0 the clock stands still.</summary>
    private static Arbitrary<int[][]> Rounds { get; } = Gen.Choose(0, 29)
        .SelectMany(count => Gen.Frequency((3, Gen.Constant(0)), (1, Gen.Choose(1, 199))).ArrayOf(count)).ArrayOf(20)
        .Shrinking(rounds => rounds.Select((_, left) => rounds.Where((_, at) => at != left).ToArray()));

    [Fact]
    public void The_stored_cursor_is_a_text_before_every_later_stamp()
    {
        var stored = PullCursor.ToStore("1746230400000.9", null, PullCursor.DefaultOverlapMs);
        Assert.True(string.CompareOrdinal(stored, "1746230395000.0") < 0);
        Assert.True(string.CompareOrdinal(stored, "1746230394999.999") > 0);
        Assert.True(Hlc.TryParseOfPeer(stored, out _));
    }

    [Theory]
    [InlineData(1, 0.5, 2.0)]
    [InlineData(2, 0.5, 4.0)]
    [InlineData(8, 0.5, 256.0)]
    [InlineData(9, 0.5, 300.0)]
    [InlineData(1000, 0.5, 300.0)]
    [InlineData(0, 0.5, 2.0)]
    [InlineData(1, 0.0, 1.6)]
    [InlineData(1, 1.0, 2.4)]
    [InlineData(9, 1.0, 360.0)]
    public void Waits_twice_as_long_each_time(int refusals, double chance, double seconds) =>
        Assert.Equal(seconds, PullBackoff.Wait(refusals, chance).TotalSeconds, 6);

    [Theory]
    [InlineData(1, 30, 30)]
    [InlineData(6, 30, 64)]
    [InlineData(1, 86_400, 300)]
    [InlineData(1, -5, 2)]
    public void A_peer_may_ask_for_a_longer_wait(int refusals, double asked, double seconds) =>
        Assert.Equal(seconds, PullBackoff.Wait(refusals, 0.5, TimeSpan.FromSeconds(asked)).TotalSeconds, 6);

    [Theory]
    [InlineData("c", "c", true, false)]
    [InlineData("c", "c", false, true)]
    [InlineData("b", "c", true, true)]
    [InlineData(null, null, true, true)]
    [InlineData(null, null, false, true)]
    public void Only_a_pull_that_continues_is_free(string? cursor, string? last, bool hadMore, bool counts) =>
        Assert.Equal(counts, PullQuota.Counts(cursor, last, hadMore));

    [Fact]
    public void Peers_of_our_kind_may_pull_faster() =>
        Assert.Equal((30, 20), (PullQuota.OfOwnKind.Capacity, PullQuota.OfOwnKind.RefillPerSecond));

    [Fact]
    public void Drift_follows_the_samples_slowly()
    {
        var drift = default(PeerDrift).Observe(-800);
        Assert.Equal(new PeerDrift(1, -800, 400), drift);
        drift = drift.Observe(0);
        Assert.Equal(new PeerDrift(2, -700, 500), drift);
        drift = drift.Observe(-700);
        Assert.Equal(new PeerDrift(3, -700, 375), drift);
        for (var i = 0; i < 200; i++)
            drift = drift.Observe(120_000);
        Assert.Equal(120_000, drift.LeadMs, 1);
        Assert.Equal(0, drift.DeviationMs, 1);
    }

    private static List<string> Page(List<string> stamps, string? cursor) =>
    [
        .. stamps.Where(stamp => cursor is null || string.CompareOrdinal(stamp, cursor) > 0)
            .Order(StringComparer.Ordinal).Take(7),
    ];
}
