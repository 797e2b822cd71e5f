using Stigmem.Core.Quotas;

namespace Stigmem.Core.Tests.Quotas;

public sealed class TokenBucketTests
{
    private const long Second = 1_000_000;
    private const long Start = 1_700_000_000 * Second;

    [Fact]
    public void Gives_its_capacity_and_then_says_when_to_come_back()
    {
        var bucket = new TokenBucket(new QuotaLimit(3, 0.5), Start);

        for (var i = 0; i < 3; i++)
            Assert.True(bucket.TryTake(1, Start, out _));

        Assert.False(bucket.TryTake(1, Start, out var retryAfter));
        Assert.Equal(2.0, retryAfter, 9);
        Assert.False(bucket.TryTake(1, Start + Second, out retryAfter));
        Assert.Equal(1.0, retryAfter, 9);
        Assert.True(bucket.TryTake(1, Start + 2 * Second, out retryAfter));
        Assert.Equal(0.0, retryAfter);
    }

    [Fact]
    public void Owes_what_was_used_before_it_was_counted_and_no_more_than_it_holds()
    {
        var bucket = new TokenBucket(new QuotaLimit(4, 1), Start);
        bucket.Charge(6, Start);
        Assert.Equal(-2.0, bucket.Remaining(Start));
        Assert.False(bucket.TryTake(0, Start, out var retryAfter));
        Assert.Equal(2.0, retryAfter, 9);
        Assert.True(bucket.TryTake(1, Start + 3 * Second, out _));
        bucket.Charge(1_000, Start + 3 * Second);
        Assert.Equal(-4.0, bucket.Remaining(Start + 3 * Second));
    }

    [Fact]
    public void Never_holds_more_than_its_capacity()
    {
        var bucket = new TokenBucket(new QuotaLimit(3, 0.5), 1, Start);

        Assert.Equal(1.0, bucket.Remaining(Start));
        Assert.Equal(3.0, bucket.Remaining(Start + 3600 * Second));
        Assert.Equal(3.0, bucket.Capacity);
        Assert.Equal(3.0, new TokenBucket(new QuotaLimit(3, 1), 99, Start).Remaining(Start));
        Assert.Equal(0.0, new TokenBucket(new QuotaLimit(3, 1), -5, Start).Remaining(Start));
    }

    [Fact]
    public void A_clock_that_steps_back_changes_nothing()
    {
        var bucket = new TokenBucket(new QuotaLimit(3, 1), Start);
        Assert.True(bucket.TryTake(3, Start, out _));

        Assert.Equal(0.0, bucket.Remaining(Start - 100 * Second));
        Assert.Equal(1.0, bucket.Remaining(Start + Second), 9);
    }

    [Fact]
    public void A_refusal_takes_nothing()
    {
        var bucket = new TokenBucket(new QuotaLimit(3, 1), 2, Start);

        Assert.False(bucket.TryTake(2.5, Start, out _));
        Assert.Equal(2.0, bucket.Remaining(Start));
    }

    [Fact]
    public void A_cost_above_the_capacity_waits_for_a_full_bucket()
    {
        var bucket = new TokenBucket(new QuotaLimit(3, 1), 2, Start);

        Assert.False(bucket.TryTake(5, Start, out var retryAfter));
        Assert.Equal(1.0, retryAfter, 9);
        Assert.True(bucket.TryTake(5, Start + Second, out _));
    }

    [Fact]
    public void Threads_share_the_tokens_without_loss()
    {
        var bucket = new TokenBucket(new QuotaLimit(1000, 1), Start);
        var taken = 0;

        Parallel.For(0, 4000, _ =>
        {
            if (bucket.TryTake(1, Start, out var _))
                Interlocked.Increment(ref taken);
        });

        Assert.Equal(1000, taken);
    }
}
