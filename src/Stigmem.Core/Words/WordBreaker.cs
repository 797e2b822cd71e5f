using System.Globalization;
using System.Text;
using Stigmem.Core.Sanitizing;

namespace Stigmem.Core.Words;

/// <summary>
/// Breaks text into words: runs of letters and digits in lower case without accents. Possessives and contractions lose
/// their ending, dates (<c>2023-05-08</c>) become the words that people say (<c>2023 may 8</c>), and scripts without
/// spaces become pairs of characters.
/// </summary>
public static class WordBreaker
{
    private const int LongestWord = 64;

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly string[] Endings = ["s", "t", "d", "m", "ll", "re", "ve"];

    /// <summary>Takes one word; the characters are only valid during the call.</summary>
    /// <param name="word">The word.</param>
    /// <param name="end">Where in the folded text it ends.</param>
    public delegate void Take(ReadOnlySpan<char> word, int end);

    /// <summary>Lower case, compatibility characters replaced, accents gone; the same instance when nothing changes.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text))
            return text.AsSpan().ContainsAnyInRange('A', 'Z') ? text.ToLowerInvariant() : text;
        return CompatibilityForm.WithoutMarks(text).ToLowerInvariant();
    }

    /// <summary>The words of folded text, in order.</summary>
    public static void Break(ReadOnlySpan<char> folded, Take take)
    {
        var at = 0;
        while (at < folded.Length)
        {
            if (!IsWord(folded[at]))
                at++;
            else if (IsDate(folded[at..]))
                at = TakeDate(folded, at, take);
            else if (IsUnspaced(folded[at]))
                at = TakePairs(folded, at, take);
            else
                at = TakeWord(folded, at, take);
        }
    }

    /// <summary>The words of text, in order.</summary>
    public static IReadOnlyList<string> Words(string text)
    {
        List<string> words = [];
        Break(Fold(text), (word, _) => words.Add(word.ToString()));
        return words;
    }

    private static int TakeWord(ReadOnlySpan<char> text, int start, Take take)
    {
        var end = EndOfRun(text, start);
        var word = text[start..end];
        while (end + 1 < text.Length && text[end] is '\'' or '’' && IsWord(text[end + 1]) && !IsUnspaced(text[end + 1]))
        {
            var next = EndOfRun(text, end + 1);
            var after = text[(end + 1)..next];
            end = next;
            if (IsEnding(after))
                break;
            word = string.Concat(word, after);
        }
        take(Bounded(word), end);
        return end;
    }

    private static int TakePairs(ReadOnlySpan<char> text, int start, Take take)
    {
        var end = start;
        while (end < text.Length && IsUnspaced(text[end]))
            end++;
        if (end - start == 1)
            take(text[start..end], end);
        for (var i = start; i + 1 < end; i++)
            take(text.Slice(i, 2), i + 2);
        return end;
    }

    private static int TakeDate(ReadOnlySpan<char> text, int start, Take take)
    {
        var end = start + 10;
        take(text.Slice(start, 4), end);
        take(Months[int.Parse(text.Slice(start + 5, 2), CultureInfo.InvariantCulture) - 1], end);
        take(text.Slice(start + 8, 2).TrimStart('0'), end);
        // What follows a T is a time.
        return end < text.Length && text[end] == 't' ? end + 1 : end;
    }

    private static bool IsDate(ReadOnlySpan<char> text)
    {
        if (text.Length < 10 || text[4] != '-' || text[7] != '-' || (text.Length > 10 && char.IsAsciiDigit(text[10])))
            return false;
        return int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out _)
            && int.TryParse(text.Slice(5, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            && int.TryParse(text.Slice(8, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31;
    }

    private static int EndOfRun(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end < text.Length && IsWord(text[end]) && !IsUnspaced(text[end]))
            end++;
        return end;
    }

    private static bool IsEnding(ReadOnlySpan<char> word)
    {
        foreach (var ending in Endings)
        {
            if (word.SequenceEqual(ending))
                return true;
        }
        return false;
    }

    private static ReadOnlySpan<char> Bounded(ReadOnlySpan<char> word) => word.Length <= LongestWord ? word : word[..LongestWord];

    /// <summary>Half of a surrogate pair counts: what is beyond the first plane is rare, and alike on both sides.</summary>
    private static bool IsWord(char unit) => char.IsAsciiLetterOrDigit(unit) || (unit > 0x7f && (char.IsLetterOrDigit(unit) || IsPart(unit)));

    private static bool IsPart(char unit) =>
        CharUnicodeInfo.GetUnicodeCategory(unit) is UnicodeCategory.Surrogate or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Scripts that are written without spaces: kana, Han, Hangul, Thai, Lao, Khmer, Myanmar.</summary>
    private static bool IsUnspaced(char unit) =>
        unit > 0x0dff && unit is (>= '\u0e00' and <= '\u0eff') or (>= '\u1000' and <= '\u109f') or (>= '\u1780' and <= '\u17ff')
            or (>= '\u1100' and <= '\u11ff') or (>= '\u3040' and <= '\u30ff') or (>= '\u3400' and <= '\u9fff') or (>= '\uac00' and <= '\ud7af');
}
