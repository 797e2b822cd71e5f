using System.Collections.Frozen;

namespace Stigmem.Core.Words;

/// <summary>Words by which texts tell, and questions ask, when something was.</summary>
public static class TimeWords
{
    private static readonly FrozenSet<string> Telling =
        """
        yesterday today tonight tomorrow last next ago week weekend month year recently just day morning monday tuesday wednesday thursday friday
        saturday sunday since until soon upcoming
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a question asks for a time: when, what date, how long.</summary>
    public static bool AskWhen(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == "when" && i == 0)
                return true;
            if (i > 0 && (words[i - 1], words[i]) is ("what" or "which", "date" or "day" or "month" or "year" or "time") or ("how", "long"))
                return true;
        }
        return false;
    }

    /// <summary>Whether a text tells when something was.</summary>
    public static bool Tell(IEnumerable<string> words) => words.Any(Telling.Contains);
}
