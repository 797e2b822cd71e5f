using System.Globalization;

namespace Stigmem.Protocol.Json;

/// <summary>
/// The text of a double on the wire: Python's <c>repr</c>. Integral values keep <c>.0</c>; an exponent appears below
/// 1e-4 and from 1e16 on.
/// </summary>
internal static class PythonFloat
{
    /// <summary>No double needs more characters than this.</summary>
    public const int LongestText = 32;

    private const double FirstWithExponent = 1e16;

    /// <summary>The text of a finite number.</summary>
    public static string Text(double value)
    {
        Span<char> buffer = stackalloc char[LongestText];
        return new string(buffer[..Format(value, buffer)]);
    }

    /// <summary>Writes the text of a finite number and returns its length.</summary>
    public static int Format(double value, Span<char> into)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(nameof(value), "JSON has no text for this number.");

        // The shortest digits that read back are the same in both languages; only the layout differs.
        value.TryFormat(into, out var length, "R", CultureInfo.InvariantCulture);
        var text = into[..length];
        if (text.IndexOf('E') is var e and >= 0)
        {
            text[e] = 'e';
            return length;
        }

        if (text.Contains('.'))
            return length;
        if (Math.Abs(value) >= FirstWithExponent)
            return Fold(text, into);

        ".0".CopyTo(into[length..]);
        return length + 2;
    }

    /// <summary>.NET turns to the exponent one power of ten after Python: 15000000000000000 is 1.5e+16 there.</summary>
    private static int Fold(ReadOnlySpan<char> text, Span<char> into)
    {
        const string Exponent = "e+16";
        var lead = text[0] == '-' ? 2 : 1;
        var fraction = text[lead..].TrimEnd('0');
        if (fraction.IsEmpty)
        {
            Exponent.CopyTo(into[lead..]);
            return lead + Exponent.Length;
        }

        // The digits move up by one to make room for the point.
        fraction.CopyTo(into[(lead + 1)..]);
        into[lead] = '.';
        Exponent.CopyTo(into[(lead + 1 + fraction.Length)..]);
        return lead + 1 + fraction.Length + Exponent.Length;
    }
}
