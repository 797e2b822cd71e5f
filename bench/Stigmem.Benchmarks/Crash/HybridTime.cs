using System.Globalization;

namespace Stigmem.Benchmarks.Crash;

/// <summary>A hybrid logical clock's text <c>ms.counter</c>, compared as two numbers.</summary>
internal readonly record struct HybridTime(long Milliseconds, long Counter) : IComparable<HybridTime>
{
    public static HybridTime Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return new HybridTime(
            long.Parse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture),
            long.Parse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    public int CompareTo(HybridTime other) =>
        Milliseconds != other.Milliseconds ? Milliseconds.CompareTo(other.Milliseconds) : Counter.CompareTo(other.Counter);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds}.{Counter:D3}");
}
