namespace Stigmem.Core.Quotas;

/// <summary>The size of a bucket and how fast it fills again.</summary>
/// <param name="Capacity">Tokens in a full bucket.</param>
/// <param name="RefillPerSecond">Tokens that return each second.</param>
public readonly record struct QuotaLimit(double Capacity, double RefillPerSecond)
{
    /// <summary>A limit named by the hour, whose bucket holds one hour's worth.</summary>
    public static QuotaLimit PerHour(double capacity) => new(capacity, capacity / 3600.0);
}
