namespace Stigmem.Core.Clock;

/// <summary>
/// Instants as microseconds since the Unix epoch and their ISO 8601 texts. Times are compared as numbers, never as
/// texts: <c>...Z</c> and <c>+00:00</c> are the same moment. Source of the rule: Facts contract, section 1.
/// </summary>
public static class Instants
{
    /// <summary>The longest text that <see cref="TryFormat"/> writes.</summary>
    public const int MaxText = 32;

    private const long MicrosecondsPerMinute = 60_000_000;
    private static readonly long Earliest = Microseconds(DateTime.MinValue);
    private static readonly long Latest = Microseconds(DateTime.MaxValue);

    /// <summary>Whether the moment lies in the years 1 to 9999, which is what a text can say.</summary>
    public static bool IsInRange(long microseconds) => microseconds >= Earliest && microseconds <= Latest;

    /// <summary>
    /// Reads a date, a time without offset (taken as UTC), or one with <c>Z</c> or an offset. Digits beyond the
    /// microsecond are cut.
    /// </summary>
    public static bool TryParse(string? text, out long microseconds)
    {
        microseconds = 0;
        ReadOnlySpan<char> rest = text;
        if (!TryDate(ref rest, out var date)) return false;
        var moment = Microseconds(date);
        if (!rest.IsEmpty)
        {
            if (rest[0] is not ('T' or 't' or ' ')) return false;
            rest = rest[1..];
            if (!TryTime(ref rest, out var time) || !TryOffset(rest, out var minutes)) return false;
            moment += time - minutes * MicrosecondsPerMinute;
        }

        if (!IsInRange(moment)) return false;
        microseconds = moment;
        return true;
    }

    /// <summary>The text with <c>+00:00</c>; the fraction is omitted when it is zero.</summary>
    public static string Format(long microseconds)
    {
        Span<byte> utf8 = stackalloc byte[MaxText];
        TryFormat(microseconds, utf8, out var written);
        return string.Create(written, utf8[..written], static (chars, bytes) =>
            System.Text.Ascii.ToUtf16(bytes, chars, out _));
    }

    /// <summary>Writes the text of <see cref="Format"/> as UTF-8.</summary>
    /// <returns>False when the destination is too short.</returns>
    public static bool TryFormat(long microseconds, Span<byte> destination, out int written)
    {
        written = 0;
        if (!IsInRange(microseconds)) throw new ArgumentOutOfRangeException(nameof(microseconds));
        var moment = new DateTime(DateTime.UnixEpoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
        moment.Deconstruct(out DateOnly date, out TimeOnly time);
        date.Deconstruct(out var year, out var month, out var day);
        var fraction = (int)(time.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond);
        var length = fraction == 0 ? 25 : 32;
        if (destination.Length < length) return false;
        Digits(destination, 0, 4, year);
        destination[4] = (byte)'-';
        Digits(destination, 5, 2, month);
        destination[7] = (byte)'-';
        Digits(destination, 8, 2, day);
        destination[10] = (byte)'T';
        Digits(destination, 11, 2, time.Hour);
        destination[13] = (byte)':';
        Digits(destination, 14, 2, time.Minute);
        destination[16] = (byte)':';
        Digits(destination, 17, 2, time.Second);
        if (fraction != 0)
        {
            destination[19] = (byte)'.';
            Digits(destination, 20, 6, fraction);
        }

        "+00:00"u8.CopyTo(destination[(length - 6)..]);
        written = length;
        return true;
    }

    private static long Microseconds(DateTime moment) =>
        (moment.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    private static void Digits(Span<byte> destination, int start, int count, int value)
    {
        for (var i = start + count - 1; i >= start; i--)
        {
            destination[i] = (byte)('0' + value % 10);
            value /= 10;
        }
    }

    private static bool TryDate(ref ReadOnlySpan<char> rest, out DateTime date)
    {
        date = default;
        if (!TryNumber(ref rest, 4, out var year) || !TryMark(ref rest, '-') || !TryNumber(ref rest, 2, out var month)
            || !TryMark(ref rest, '-') || !TryNumber(ref rest, 2, out var day))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return true;
    }

    private static bool TryTime(ref ReadOnlySpan<char> rest, out long microseconds)
    {
        microseconds = 0;
        if (!TryNumber(ref rest, 2, out var hour) || !TryMark(ref rest, ':') || !TryNumber(ref rest, 2, out var minute))
            return false;
        var second = 0;
        var fraction = 0;
        if (TryMark(ref rest, ':'))
        {
            if (!TryNumber(ref rest, 2, out second)) return false;
            if ((TryMark(ref rest, '.') || TryMark(ref rest, ',')) && !TryFraction(ref rest, out fraction)) return false;
        }

        if (hour > 23 || minute > 59 || second > 59) return false;
        microseconds = ((hour * 60L + minute) * 60 + second) * 1_000_000 + fraction;
        return true;
    }

    private static bool TryFraction(ref ReadOnlySpan<char> rest, out int microseconds)
    {
        microseconds = 0;
        var count = rest.IndexOfAnyExceptInRange('0', '9');
        if (count < 0) count = rest.Length;
        for (var i = 0; i < 6; i++) microseconds = microseconds * 10 + (i < count ? rest[i] - '0' : 0);
        rest = rest[count..];
        return count > 0;
    }

    private static bool TryOffset(ReadOnlySpan<char> rest, out int minutes)
    {
        minutes = 0;
        if (rest is [] or ['Z' or 'z']) return true;
        var sign = rest[0] switch { '+' => 1, '-' => -1, _ => 0 };
        rest = rest[1..];
        if (sign == 0 || !TryNumber(ref rest, 2, out var hour)) return false;
        var minute = 0;
        if (!rest.IsEmpty)
        {
            TryMark(ref rest, ':');
            if (!TryNumber(ref rest, 2, out minute)) return false;
        }

        minutes = sign * (hour * 60 + minute);
        return rest.IsEmpty && hour < 24 && minute < 60;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> rest, int count, out int number)
    {
        number = 0;
        if (rest.Length < count) return false;
        foreach (var digit in rest[..count])
        {
            if (!char.IsAsciiDigit(digit)) return false;
            number = number * 10 + (digit - '0');
        }

        rest = rest[count..];
        return true;
    }

    private static bool TryMark(ref ReadOnlySpan<char> rest, char mark)
    {
        if (rest.IsEmpty || rest[0] != mark) return false;
        rest = rest[1..];
        return true;
    }
}
