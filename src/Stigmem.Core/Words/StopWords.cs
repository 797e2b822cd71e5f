using System.Collections.Frozen;

namespace Stigmem.Core.Words;

/// <summary>English words that say nothing about what a question is after. They are in the index, but are not looked for.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> Words =
        """
        a an and any are as at be been being but by can could did do does don for from had has have he her hers him his how i if in into is it its
        just may me might must my no nor not of on or our s she should so some such t than that the their them then there these they this those to
        us was we were what when where which who whom whose why will with would you your about also ll m re ve d didn doesn isn wasn aren hasn
        haven won wouldn couldn shouldn
        """.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word in lower case is one.</summary>
    public static bool Contains(string word) => Words.Contains(word);
}
