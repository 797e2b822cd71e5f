namespace Stigmem.Sdk;

/// <summary>
/// How refused calls are repeated. Which ones may be is not a matter of policy: reads after 429, 503 and a lost
/// connection; an assert after 429, 503 and a connection that never stood; a batch as a read, if it carries an
/// idempotency key; nothing else, and never after a timeout.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>Three attempts in all, waiting about 0.2 s and 0.4 s.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>One attempt.</summary>
    public static RetryPolicy None { get; } = new() { MaxAttempts = 1 };

    /// <summary>Attempts in all, the first included; at least 1.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The wait after the first attempt; it doubles with each further one, and each is cut by up to a half at random.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait of our own choice.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest <c>Retry-After</c> that is waited for; a longer one ends the call with its error at once.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The source of chance for the waits; clients share it, so it must be safe to use from many threads.</summary>
    public Random Random { get; init; } = Random.Shared;

    internal void Check()
    {
        if (MaxAttempts < 1 || BaseDelay < TimeSpan.Zero || MaxDelay < BaseDelay || MaxRetryAfter < TimeSpan.Zero)
            throw new ArgumentException("Retry needs at least one attempt and waits that are not negative, the longest not below the first.");
    }

    /// <summary>The wait before the attempt after this one, or null if there is to be none.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="retryAfter">What the node asked for.</param>
    internal TimeSpan? WaitAfter(int attempt, TimeSpan? retryAfter)
    {
        if (attempt >= MaxAttempts || retryAfter > MaxRetryAfter)
            return null;
        var longest = Math.Min(BaseDelay.TotalMilliseconds * Math.Pow(2, attempt - 1), MaxDelay.TotalMilliseconds);
        var own = TimeSpan.FromMilliseconds(longest * (1 - Random.NextDouble() / 2));

        // Those who were told the same time must not come back at the same time.
        return retryAfter is { } asked && asked > TimeSpan.Zero ? asked + own / 2 : own;
    }
}
