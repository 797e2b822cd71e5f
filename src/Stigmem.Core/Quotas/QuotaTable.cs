namespace Stigmem.Core.Quotas;

/// <summary>
/// The limits of a node (Access contract, section 9). Two of them are settings. Both zero switches all quotas off; one
/// zero alone means the built-in limit for that one.
/// </summary>
public sealed class QuotaTable
{
    private const double Mebibyte = 1024 * 1024;
    private readonly QuotaLimit[] _limits;

    /// <summary>The table for the two hourly settings.</summary>
    public QuotaTable(int writePerHour, int readPerHour)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(writePerHour);
        ArgumentOutOfRangeException.ThrowIfNegative(readPerHour);

        IsEnabled = writePerHour != 0 || readPerHour != 0;
        _limits = new QuotaLimit[Enum.GetValues<QuotaDimension>().Length];
        _limits[(int)QuotaDimension.FactWrite] = writePerHour == 0 ? new(100, 10) : QuotaLimit.PerHour(writePerHour);
        _limits[(int)QuotaDimension.FactRead] = readPerHour == 0 ? new(500, 50) : QuotaLimit.PerHour(readPerHour);
        _limits[(int)QuotaDimension.TokenIssue] = new(20, 1.0 / 3.0);
        _limits[(int)QuotaDimension.FederationPull] = new(30, 0.5);
        _limits[(int)QuotaDimension.FederationPush] = new(10_000, 1_000);
        _limits[(int)QuotaDimension.FederationBytes] = new(256 * Mebibyte, 16 * Mebibyte);
        _limits[(int)QuotaDimension.AdminAction] = new(10, 1.0 / 6.0);
        _limits[(int)QuotaDimension.SubscriptionEvent] = new(200, 20);
        _limits[(int)QuotaDimension.AuditExport] = new(10_000, 167);
    }

    /// <summary>False if nothing is limited.</summary>
    public bool IsEnabled { get; }

    /// <summary>The limit of a dimension; meaningful only while <see cref="IsEnabled"/>.</summary>
    public QuotaLimit this[QuotaDimension dimension] => _limits[(int)dimension];

    /// <summary>After so long any bucket is full again, whatever was taken.</summary>
    public long LongestFillMicroseconds => (long)(_limits.Max(limit => limit.Capacity / limit.RefillPerSecond) * 1_000_000);

    /// <summary>A full bucket for a dimension.</summary>
    public TokenBucket NewBucket(QuotaDimension dimension, long nowMicroseconds) => new(this[dimension], nowMicroseconds);
}
