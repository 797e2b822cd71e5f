using System.Globalization;
using System.Text;

namespace Stigmem.Core.ContentIds;

/// <summary>
/// Doubles as Python's <c>repr</c> writes them: shortest digits that read back, fixed notation with a fraction while the
/// decimal exponent lies in -4..15, else an exponent with sign and at least two digits. Content ids are hashed over this
/// text, so it is a hard rule. Source of the rule: Lifecycle contract, section 1.
/// </summary>
public static class PythonFloat
{
    /// <summary>The longest text, such as <c>-2.2250738585072014e-308</c>.</summary>
    public const int MaxText = 24;

    // The framework writes exponents of small magnitude in fixed notation, with up to five zeros in front.
    private const int MaxFrameworkText = 40;

    /// <summary>The text. Negative zero keeps its sign; callers that must not have it normalize first.</summary>
    public static string Format(double number)
    {
        Span<byte> text = stackalloc byte[MaxText];
        TryFormat(number, text, out var written);
        return Encoding.ASCII.GetString(text[..written]);
    }

    /// <summary>Writes the text as UTF-8.</summary>
    /// <returns>False when the destination is too short.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or not a number.</exception>
    public static bool TryFormat(double number, Span<byte> destination, out int written)
    {
        if (!double.IsFinite(number)) throw new ArgumentOutOfRangeException(nameof(number));
        Span<byte> text = stackalloc byte[MaxText];
        Span<byte> buffer = stackalloc byte[MaxFrameworkText];
        var length = 0;
        if (double.IsNegative(number)) text[length++] = (byte)'-';
        var digits = Digits(Math.Abs(number), buffer, out var exponent);
        length += exponent is < -4 or >= 16
            ? Scientific(text[length..], digits, exponent)
            : Fixed(text[length..], digits, exponent);
        written = 0;
        if (!text[..length].TryCopyTo(destination)) return false;
        written = length;
        return true;
    }

    /// <summary>The significant digits without zeros at either end, and the decimal exponent of the first one.</summary>
    private static ReadOnlySpan<byte> Digits(double magnitude, Span<byte> buffer, out int exponent)
    {
        magnitude.TryFormat(buffer, out var length, "R", CultureInfo.InvariantCulture);
        exponent = 0;
        var mark = buffer[..length].IndexOf((byte)'E');
        if (mark >= 0)
        {
            exponent = int.Parse(buffer[(mark + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            length = mark;
        }

        var point = buffer[..length].IndexOf((byte)'.');
        if (point >= 0)
        {
            buffer[(point + 1)..length].CopyTo(buffer[point..]);
            length--;
        }

        exponent += (point >= 0 ? point : length) - 1;
        var digits = buffer[..length];
        var zeros = digits.IndexOfAnyExcept((byte)'0');
        if (zeros < 0)
        {
            exponent = 0;
            return digits[..1];
        }

        exponent -= zeros;
        return digits[zeros..].TrimEnd((byte)'0');
    }

    private static int Fixed(Span<byte> text, ReadOnlySpan<byte> digits, int exponent)
    {
        var whole = exponent + 1;
        if (whole <= 0)
        {
            text[0] = (byte)'0';
            text[1] = (byte)'.';
            text.Slice(2, -whole).Fill((byte)'0');
            digits.CopyTo(text[(2 - whole)..]);
            return 2 - whole + digits.Length;
        }

        var before = Math.Min(whole, digits.Length);
        digits[..before].CopyTo(text);
        text[before..whole].Fill((byte)'0');
        text[whole] = (byte)'.';
        if (digits.Length <= whole)
        {
            text[whole + 1] = (byte)'0';
            return whole + 2;
        }

        digits[whole..].CopyTo(text[(whole + 1)..]);
        return digits.Length + 1;
    }

    private static int Scientific(Span<byte> text, ReadOnlySpan<byte> digits, int exponent)
    {
        text[0] = digits[0];
        var length = 1;
        if (digits.Length > 1)
        {
            text[length++] = (byte)'.';
            digits[1..].CopyTo(text[length..]);
            length += digits.Length - 1;
        }

        text[length++] = (byte)'e';
        text[length++] = exponent < 0 ? (byte)'-' : (byte)'+';
        Math.Abs(exponent).TryFormat(text[length..], out var written, "00", CultureInfo.InvariantCulture);
        return length + written;
    }
}
