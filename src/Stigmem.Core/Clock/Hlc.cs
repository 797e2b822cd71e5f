using System.Globalization;

namespace Stigmem.Core.Clock;

/// <summary>
/// A stamp of the hybrid logical clock. Always compared as two numbers: texts of other nodes are not padded and do not
/// sort. Source of the rule: Facts contract, section 7.
/// </summary>
/// <param name="WallMs">Milliseconds since the Unix epoch, at most <see cref="MaxWallMs"/>.</param>
/// <param name="Counter">Order within the millisecond, at most <see cref="MaxCounter"/>.</param>
public readonly record struct Hlc(long WallMs, int Counter) : IComparable<Hlc>
{
    private const int CounterBits = 20;

    /// <summary>The largest counter that fits the packed form.</summary>
    public const int MaxCounter = (1 << CounterBits) - 1;

    /// <summary>The largest wall time that fits the packed form, in the year 2248.</summary>
    public const long MaxWallMs = long.MaxValue >> CounterBits;

    /// <summary>The stamp in one integer that sorts as the stamp does: wall time shifted by 20 bits, then the counter.</summary>
    public long Packed => (WallMs << CounterBits) | (uint)Counter;

    /// <summary>Reads <see cref="Packed"/> back.</summary>
    public static Hlc FromPacked(long packed) => new(packed >> CounterBits, (int)(packed & MaxCounter));

    /// <summary>Reads two non-negative integers joined by a dot, padded or not; what does not fit the packed form is refused.</summary>
    public static bool TryParse(string? text, out Hlc hlc)
    {
        hlc = default;
        var dot = text.AsSpan().IndexOf('.');
        if (dot < 0
            || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var wall)
            || !int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var counter)
            || wall > MaxWallMs || counter > MaxCounter)
        {
            return false;
        }

        hlc = new Hlc(wall, counter);
        return true;
    }

    /// <summary>
    /// As <see cref="TryParse"/>, but a text without a dot is a wall time with the counter 0: so peers write cursors and
    /// some stamps. Source of the rule: Federation contract, section 5.2.
    /// </summary>
    public static bool TryParseOfPeer(string? text, out Hlc hlc) =>
        TryParse(text is null || text.Contains('.') ? text : text + ".0", out hlc);

    /// <inheritdoc/>
    public int CompareTo(Hlc other)
    {
        var order = WallMs.CompareTo(other.WallMs);
        return order != 0 ? order : Counter.CompareTo(other.Counter);
    }

    /// <summary>The padded text: 13 digits of wall time, a dot, at least three digits of counter.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{WallMs:D13}.{Counter:D3}");

    /// <summary>Earlier.</summary>
    public static bool operator <(Hlc left, Hlc right) => left.CompareTo(right) < 0;

    /// <summary>Later.</summary>
    public static bool operator >(Hlc left, Hlc right) => left.CompareTo(right) > 0;

    /// <summary>Earlier or equal.</summary>
    public static bool operator <=(Hlc left, Hlc right) => left.CompareTo(right) <= 0;

    /// <summary>Later or equal.</summary>
    public static bool operator >=(Hlc left, Hlc right) => left.CompareTo(right) >= 0;
}
