namespace Stigmem.Agents.Spend;

/// <summary>What was spent, as far as the logs tell.</summary>
/// <param name="Dollars">US dollars.</param>
/// <param name="Doubt">Which file and line make the sum doubtful, with the cure; null when nothing does.</param>
internal sealed record Money(double Dollars, string? Doubt)
{
    /// <summary>Nothing, for certain.</summary>
    public static Money None { get; } = new(0, null);

    /// <summary>Two sums together; the first doubt stays.</summary>
    public static Money operator +(Money a, Money b) => new(a.Dollars + b.Dollars, a.Doubt ?? b.Doubt);
}
