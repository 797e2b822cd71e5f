using FsCheck;
using FsCheck.Fluent;
using Stigmem.Testing;
using Stigmem.Core.Clock;
using Stigmem.Core.Replication;

namespace Stigmem.Core.Tests.Replication;

public sealed class PullTests
{
    private const int PageSize = 7;
    private const long Now = 1_746_230_400_500;

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
    public void A_run_begins_before_the_end_of_the_last_one_and_never_before_its_beginning(string? returned, string? start, string? expected)
    {
        var after = new PullCursor(start, null, null).After(returned, hasMore: false, Now);
        Assert.Equal((expected, null, expected), (after.Start, after.Run, after.Next));
    }

    /// <summary>The beginning stays as long as the run lasts; the next one begins where the peer was when this one began.</summary>
    [Fact]
    public void A_run_of_many_pages_goes_on_where_it_was()
    {
        var run = PullCursor.None.After("1746230300000.7", hasMore: true, Now);
        Assert.Equal((null, "1746230300000.7"), (run.Start, run.Next));
        run = run.After("1746230390000.1", hasMore: true, Now);
        run = run.After("1746230399000.1", hasMore: false, Now);
        Assert.Equal(("1746230295000", "1746230295000"), (run.Start, run.Next));
        run = run.After("1746230397000.9", hasMore: true, Now).After("1746230500000.1", hasMore: false, Now);
        Assert.Equal("1746230394000", run.Next);
        Assert.Equal("1746230495000", run.After("1746230500000.1", hasMore: false, Now).Next);
    }

    [Fact]
    public void A_cursor_that_is_no_stamp_is_kept_as_it_is() =>
        Assert.Equal(new PullCursor("s9", null, null), PullCursor.None.After("s7", hasMore: true, Now).After("s9", hasMore: true, Now));

    /// <summary>
    /// The reference's serving side, as its storage compares texts, with a clock that stands still or runs while a node pulls
    /// in rounds of so many pages. Whatever was said arrives, and in the end a run reads only what lies at the front.
    /// </summary>
    [Fact]
    public void A_peer_that_compares_cursors_as_texts_loses_nothing() => Properties.Holds(300, Rounds, rounds =>
    {
        var (stamps, seen) = (new List<string>(), new HashSet<string>());
        var (wall, counter) = (1_746_230_400_000L, 0);
        var cursor = PullCursor.None;
        foreach (var steps in rounds)
        {
            foreach (var page in steps)
            {
                foreach (var step in page)
                {
                    (wall, counter) = step > 0 ? (wall + step, 0) : (wall, counter + 1);
                    stamps.Add($"{wall}.{counter}");
                }
                if (!Pull(wall))
                    break;
            }
        }
        // Nothing is said any more: two runs come to the end, each as long as what it reads.
        for (var runs = 0; runs < 2; runs++)
        {
            for (var pages = 0; Pull(wall); pages++)
                Assert.True(pages <= stamps.Count / PageSize, "the same facts are read for ever");
        }
        Assert.Equal(stamps.Count, seen.Count);

        bool Pull(long now)
        {
            var (page, hasMore) = Page(stamps, cursor.Next);
            seen.UnionWith(page);
            cursor = cursor.After(page.Count > 0 ? page[^1] : cursor.Next, hasMore, now);
            return hasMore;
        }
    });

    /// <summary>What is said before each page of each round, step by step: so many milliseconds go by, or with 0 the clock stands still.</summary>
    private static Arbitrary<int[][][]> Rounds { get; } = Gen.Choose(0, 29)
        .SelectMany(count => Gen.Frequency((12, Gen.Constant(0)), (1, Gen.Choose(1, 199)), (1, Gen.Choose(2_000, 20_000))).ArrayOf(count)).ArrayOf(4).ArrayOf(12)
        .Shrinking(rounds => rounds.Select((_, left) => rounds.Where((_, at) => at != left).ToArray()));

    [Fact]
    public void The_beginning_of_a_run_is_a_text_before_every_later_stamp()
    {
        var start = PullCursor.None.After("1746230400000.9", hasMore: false, Now).Start;
        Assert.True(string.CompareOrdinal(start, "1746230395000.0") < 0);
        Assert.True(string.CompareOrdinal(start, "1746230394999.999") > 0);
        Assert.True(Hlc.TryParseOfPeer(start, out _));
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

    private static (List<string> Stamps, bool HasMore) Page(List<string> stamps, string? cursor)
    {
        var rest = stamps.Where(stamp => cursor is null || string.CompareOrdinal(stamp, cursor) > 0).Order(StringComparer.Ordinal).ToList();
        return (rest[..Math.Min(PageSize, rest.Count)], rest.Count > PageSize);
    }
}
