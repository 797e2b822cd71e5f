using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stigmem.Core.Unicode;

/// <summary>
/// Full Unicode lower-casing, as the other nodes of the fabric do it. The framework maps one character to one, so it
/// leaves U+0130 alone and knows no final sigma; every other character agrees.
/// </summary>
internal static class FullCase
{
    private const char CapitalIWithDot = '\u0130';
    private const char CapitalSigma = '\u03A3';
    private const char SmallSigma = '\u03C3';
    private const char FinalSigma = '\u03C2';

    // Word_Break = MidLetter, MidNumLet or Single_Quote, which count as case-ignorable beside five general categories.
    private static readonly SearchValues<char> MidWord = SearchValues.Create(
        "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A");

    public static string ToLower(ReadOnlySpan<char> text)
    {
        var simple = text.ToString().ToLowerInvariant();
        if (text.IndexOfAny(CapitalIWithDot, CapitalSigma) < 0) return simple;

        var full = new StringBuilder(simple.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == CapitalIWithDot) full.Append("i\u0307");
            else if (text[i] == CapitalSigma) full.Append(IsFinal(text, i) ? FinalSigma : SmallSigma);
            else full.Append(simple[i]);
        }

        return full.ToString();
    }

    // Unicode, section 3.13, Final_Sigma: after a cased letter and not before one, case-ignorable characters skipped.
    private static bool IsFinal(ReadOnlySpan<char> text, int index) =>
        EndsWithCased(text[..index]) && !StartsWithCased(text[(index + 1)..]);

    private static bool EndsWithCased(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeLastFromUtf16(text, out var rune, out var length) == OperationStatus.Done)
        {
            if (!IsCaseIgnorable(rune)) return IsCased(rune);
            text = text[..^length];
        }

        return false;
    }

    private static bool StartsWithCased(ReadOnlySpan<char> text)
    {
        while (Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done)
        {
            if (!IsCaseIgnorable(rune)) return IsCased(rune);
            text = text[length..];
        }

        return false;
    }

    private static bool IsCaseIgnorable(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol => true,
        _ => rune.IsBmp && MidWord.Contains((char)rune.Value),
    };

    private static bool IsCased(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => true,
        // Other_Lowercase and Other_Uppercase that are not case-ignorable: ordinals, Roman numerals, enclosed letters.
        _ => rune.Value is 0xAA or 0xBA or (>= 0x2160 and <= 0x217F) or (>= 0x24B6 and <= 0x24E9)
            or (>= 0x1F130 and <= 0x1F149) or (>= 0x1F150 and <= 0x1F169) or (>= 0x1F170 and <= 0x1F189),
    };
}
