using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Stigmem.Core.Sanitizing;

/// <summary>
/// Unicode normalization form KC. The base library's own does nothing when the process runs without ICU
/// (<c>InvariantGlobalization</c>), which is how the node ships; full-width or mathematical letters would then slip
/// past every pattern.
/// </summary>
public static class CompatibilityForm
{
    private const int SyllableBase = 0xac00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11a7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TailCount = 28;
    private const int SyllableCount = LeadCount * VowelCount * TailCount;

    /// <summary>The text in form KC; the same instance if it already is. Lone surrogates stay as they are.</summary>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text) || !IsAffected(text, CompatibilityTable.Instance))
            return text;

        return Text(Compose(CodePoints(text), CompatibilityTable.Instance), text.Length);
    }

    /// <summary>
    /// The text in form KD without accents and other combining marks, so that <c>Zoë</c> and <c>Zoe</c> are alike; the same
    /// instance if it already is.
    /// </summary>
    public static string WithoutMarks(string text)
    {
        if (Ascii.IsValid(text))
            return text;

        var table = CompatibilityTable.Instance;
        List<int> decomposed = new(text.Length * 2);
        foreach (var codePoint in CodePoints(text))
            Decompose(codePoint, table, decomposed);

        return Text(decomposed.Where(codePoint => table.ClassOf(codePoint) == 0), text.Length);
    }

    internal static List<int> Compose(ReadOnlySpan<int> codePoints, CompatibilityTable table)
    {
        List<int> decomposed = new(codePoints.Length * 2);
        foreach (var codePoint in codePoints)
            Decompose(codePoint, table, decomposed);

        OrderMarks(CollectionsMarshal.AsSpan(decomposed), table);
        return Recompose(decomposed, table);
    }

    private static string Text(IEnumerable<int> codePoints, int length)
    {
        var builder = new StringBuilder(length);
        foreach (var codePoint in codePoints)
        {
            if (Rune.TryCreate(codePoint, out var rune))
                builder.Append(rune);
            else
                builder.Append((char)codePoint);
        }

        return builder.ToString();
    }

    private static bool IsAffected(string text, CompatibilityTable table)
    {
        foreach (var unit in text)
        {
            if (unit > 0x7f && table.IsAffected(unit))
                return true;
        }

        return false;
    }

    private static int[] CodePoints(string text)
    {
        List<int> codePoints = new(text.Length);
        for (var rest = text.AsSpan(); rest.Length > 0;)
        {
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var used);
            codePoints.Add(status == OperationStatus.Done ? rune.Value : rest[0]);
            rest = rest[used..];
        }

        return [.. codePoints];
    }

    private static void Decompose(int codePoint, CompatibilityTable table, List<int> into)
    {
        var syllable = codePoint - SyllableBase;
        if (syllable is >= 0 and < SyllableCount)
        {
            into.Add(LeadBase + syllable / (VowelCount * TailCount));
            into.Add(VowelBase + syllable % (VowelCount * TailCount) / TailCount);
            if (syllable % TailCount != 0)
                into.Add(TailBase + syllable % TailCount);
            return;
        }

        var parts = table.DecompositionOf(codePoint);
        if (parts.IsEmpty)
            into.Add(codePoint);
        else
            into.AddRange(parts);
    }

    /// <summary>Sorts each run of marks by combining class, stably (Unicode, D109).</summary>
    private static void OrderMarks(Span<int> codePoints, CompatibilityTable table)
    {
        for (var start = 0; start < codePoints.Length; start++)
        {
            if (table.ClassOf(codePoints[start]) == 0)
                continue;

            var end = start + 1;
            while (end < codePoints.Length && table.ClassOf(codePoints[end]) != 0)
                end++;

            // A stable sort of O(n log n): long runs of marks are an attacker's text.
            var run = codePoints[start..end];
            run.ToArray().OrderBy(table.ClassOf).ToArray().CopyTo(run);
            start = end;
        }
    }

    private static List<int> Recompose(List<int> codePoints, CompatibilityTable table)
    {
        List<int> result = new(codePoints.Count);
        var starter = -1;
        var lastClass = -1;
        foreach (var codePoint in codePoints)
        {
            var combiningClass = table.ClassOf(codePoint);
            if (starter >= 0 && lastClass < combiningClass | lastClass == -1
                && TryJoin(result[starter], codePoint, table, out var joined))
            {
                result[starter] = joined;
                continue;
            }

            if (combiningClass == 0)
            {
                starter = result.Count;
                lastClass = -1;
            }
            else
            {
                lastClass = combiningClass;
            }

            result.Add(codePoint);
        }

        return result;
    }

    private static bool TryJoin(int first, int second, CompatibilityTable table, out int joined)
    {
        var (lead, vowel) = (first - LeadBase, second - VowelBase);
        if (lead is >= 0 and < LeadCount && vowel is >= 0 and < VowelCount)
        {
            joined = SyllableBase + (lead * VowelCount + vowel) * TailCount;
            return true;
        }

        var (syllable, tail) = (first - SyllableBase, second - TailBase);
        if (syllable is >= 0 and < SyllableCount && syllable % TailCount == 0 && tail is > 0 and < TailCount)
        {
            joined = first + tail;
            return true;
        }

        return table.TryCompose(first, second, out joined);
    }
}
