namespace Stigmem.Core.Quotas;

/// <summary>
/// A bucket that fills lazily: nothing runs between two requests, what has flowed in is added when somebody asks. A
/// clock that steps back adds nothing and takes nothing. Safe for use by many threads.
/// </summary>
public sealed class TokenBucket
{
    private const double MicrosecondsPerSecond = 1_000_000.0;

    private readonly Lock _turn = new();
    private readonly QuotaLimit _limit;
    private double _tokens;
    private long _filledAt;

    /// <summary>A full bucket.</summary>
    public TokenBucket(QuotaLimit limit, long nowMicroseconds)
        : this(limit, limit.Capacity, nowMicroseconds)
    {
    }

    /// <summary>A bucket as it was stored; a level beyond the present capacity is cut to it.</summary>
    public TokenBucket(QuotaLimit limit, double tokens, long filledAtMicroseconds)
    {
        _limit = limit;
        _tokens = Math.Clamp(tokens, 0.0, limit.Capacity);
        _filledAt = filledAtMicroseconds;
    }

    /// <summary>Tokens in the full bucket.</summary>
    public double Capacity => _limit.Capacity;

    /// <summary>The tokens that could be taken now.</summary>
    public double Remaining(long nowMicroseconds)
    {
        lock (_turn)
        {
            Fill(nowMicroseconds);
            return _tokens;
        }
    }

    /// <summary>
    /// Takes tokens, or says in how many seconds there will be enough. A cost above the capacity counts as the whole
    /// bucket: it waits for a full one instead of for ever.
    /// </summary>
    public bool TryTake(double tokens, long nowMicroseconds, out double retryAfterSeconds)
    {
        lock (_turn)
        {
            Fill(nowMicroseconds);
            var cost = Math.Min(tokens, _limit.Capacity);
            if (cost <= _tokens)
            {
                _tokens -= cost;
                retryAfterSeconds = 0;
                return true;
            }

            retryAfterSeconds = (cost - _tokens) / _limit.RefillPerSecond;
            return false;
        }
    }

    /// <summary>
    /// Takes tokens for what was used before anybody could know how much: the bucket may owe them, at most as many as it holds when
    /// it is full. While it owes, nothing can be taken.
    /// </summary>
    public void Charge(double tokens, long nowMicroseconds)
    {
        lock (_turn)
        {
            Fill(nowMicroseconds);
            _tokens = Math.Max(-_limit.Capacity, _tokens - tokens);
        }
    }

    private void Fill(long nowMicroseconds)
    {
        if (nowMicroseconds <= _filledAt)
            return;

        var flowed = (nowMicroseconds - _filledAt) / MicrosecondsPerSecond * _limit.RefillPerSecond;
        _tokens = Math.Min(_limit.Capacity, _tokens + flowed);
        _filledAt = nowMicroseconds;
    }
}
