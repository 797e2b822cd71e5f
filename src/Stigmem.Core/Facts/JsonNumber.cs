using System.Globalization;

namespace Stigmem.Core.Facts;

/// <summary>Numbers that arrive as strings: only what RFC 8259, section 6, calls a number passes.</summary>
internal static class JsonNumber
{
    public static bool TryParse(ReadOnlySpan<char> text, out double number)
    {
        number = 0;
        return IsNumber(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text is ['-', .. var unsigned]) text = unsigned;
        var digits = Digits(text);
        if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
        text = text[digits..];
        if (text is ['.', .. var fraction])
        {
            digits = Digits(fraction);
            if (digits == 0) return false;
            text = fraction[digits..];
        }

        if (text is not ['e' or 'E', .. var exponent]) return text.IsEmpty;
        if (exponent is ['+' or '-', .. var magnitude]) exponent = magnitude;
        return !exponent.IsEmpty && Digits(exponent) == exponent.Length;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
