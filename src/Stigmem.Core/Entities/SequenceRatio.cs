namespace Stigmem.Core.Entities;

/// <summary>
/// The Ratcliff-Obershelp similarity of two texts, digit for digit as Python's <c>difflib.SequenceMatcher.ratio</c>
/// gives it, including the rule that in a second text of 200 characters or more a very frequent character never
/// starts a match. Characters are code points.
/// </summary>
public static class SequenceRatio
{
    private const int PopularityLength = 200;

    /// <summary>Twice the matching characters over the length of both; 1 for two empty texts.</summary>
    public static double Of(string first, string second)
    {
        var (a, b) = (CodePoints(first), CodePoints(second));
        var total = a.Length + b.Length;
        return total == 0 ? 1.0 : 2.0 * MatchingCount(a, b) / total;
    }

    private static int MatchingCount(int[] a, int[] b)
    {
        var popular = PopularPositions(b);
        var (lengths, previous) = (new int[b.Length + 1], new int[b.Length + 1]);
        var count = 0;
        Stack<(int FromA, int ToA, int FromB, int ToB)> open = new([(0, a.Length, 0, b.Length)]);
        while (open.TryPop(out var window))
        {
            var (startA, startB, size) = LongestMatch(a, b, window, popular, ref lengths, ref previous);
            if (size == 0)
                continue;

            count += size;
            if (window.FromA < startA && window.FromB < startB)
                open.Push((window.FromA, startA, window.FromB, startB));
            if (startA + size < window.ToA && startB + size < window.ToB)
                open.Push((startA + size, window.ToA, startB + size, window.ToB));
        }

        return count;
    }

    /// <summary>The longest common run within the window, the first one in both texts if there are several.</summary>
    private static (int StartA, int StartB, int Size) LongestMatch(
        int[] a, int[] b, (int FromA, int ToA, int FromB, int ToB) window, bool[] popular, ref int[] lengths, ref int[] previous)
    {
        var (fromA, toA, fromB, toB) = window;
        var (startA, startB, size) = (fromA, fromB, 0);
        Array.Clear(previous);
        for (var i = fromA; i < toA; i++)
        {
            lengths[fromB] = 0;
            for (var j = fromB; j < toB; j++)
            {
                // Both arrays are shifted by one, so that the cell before the first needs no test.
                var run = a[i] == b[j] && !popular[j] ? previous[j] + 1 : 0;
                lengths[j + 1] = run;
                if (run > size)
                    (startA, startB, size) = (i - run + 1, j - run + 1, run);
            }

            (lengths, previous) = (previous, lengths);
        }

        // Popular characters start no match but prolong one, even one of no length at the start of the window.
        while (startA > fromA && startB > fromB && a[startA - 1] == b[startB - 1])
            (startA, startB, size) = (startA - 1, startB - 1, size + 1);
        while (startA + size < toA && startB + size < toB && a[startA + size] == b[startB + size])
            size++;
        return (startA, startB, size);
    }

    private static bool[] PopularPositions(int[] text)
    {
        var popular = new bool[text.Length];
        if (text.Length < PopularityLength)
            return popular;

        var limit = text.Length / 100 + 1;
        var counts = text.CountBy(codePoint => codePoint).ToDictionary();
        for (var i = 0; i < text.Length; i++)
            popular[i] = counts[text[i]] > limit;
        return popular;
    }

    private static int[] CodePoints(string text) => [.. text.EnumerateRunes().Select(rune => rune.Value)];
}
