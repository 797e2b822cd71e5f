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
            return text[e..] is "E+15" ? Unfold(into, e) : Lower(text, e);
        if (text.Contains('.'))
            return length;

        ".0".CopyTo(into[length..]);
        return length + 2;
    }

    private static int Lower(Span<char> text, int e)
    {
        text[e] = 'e';
        return text.Length;
    }

    /// <summary>.NET turns to the exponent one power of ten before Python: 1.5E+15 is 1500000000000000.0 there.</summary>
    private static int Unfold(Span<char> text, int mantissaLength)
    {
        const int IntegerDigits = 16;
        Span<char> digits = stackalloc char[LongestText];
        var sign = text[0] == '-' ? 1 : 0;
        var count = 0;
        foreach (var c in text[sign..mantissaLength])
        {
            if (c != '.')
                digits[count++] = c;
        }

        while (count <= IntegerDigits)
            digits[count++] = '0';

        digits[..IntegerDigits].CopyTo(text[sign..]);
        text[sign + IntegerDigits] = '.';
        digits[IntegerDigits..count].CopyTo(text[(sign + IntegerDigits + 1)..]);
        return sign + count + 1;
    }
}
