namespace Stigmem.Core.Words;

/// <summary>
/// Takes the endings off English words, so that <c>bicycles</c> finds <c>bicycle</c>. Source: the algorithm "English
/// (Porter2)" of the Snowball project, steps 1 to 5; step 0 is left out, since <see cref="WordBreaker"/> drops
/// possessives. Words of other scripts come back as they are.
/// </summary>
public static class EnglishStemmer
{
    private static readonly Dictionary<string, string> Special = new(StringComparer.Ordinal)
    {
        ["skis"] = "ski", ["skies"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["idly"] = "idl", ["gently"] = "gentl",
        ["ugly"] = "ugli", ["early"] = "earli", ["only"] = "onli", ["singly"] = "singl", ["sky"] = "sky", ["news"] = "news", ["howe"] = "howe",
        ["atlas"] = "atlas", ["cosmos"] = "cosmos", ["bias"] = "bias", ["andes"] = "andes",
    };

    private static readonly HashSet<string> DoneAfterPlural = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    /// <summary>Longest first among those that end alike; a null replacement needs more than the region.</summary>
    private static readonly (string Ending, string? By)[] Second =
    [
        ("ational", "ate"), ("fulness", "ful"), ("iveness", "ive"), ("ization", "ize"), ("ousness", "ous"), ("biliti", "ble"), ("lessli", "less"),
        ("tional", "tion"), ("alism", "al"), ("aliti", "al"), ("ation", "ate"), ("entli", "ent"), ("fulli", "ful"), ("iviti", "ive"), ("ousli", "ous"),
        ("abli", "able"), ("alli", "al"), ("anci", "ance"), ("ator", "ate"), ("enci", "ence"), ("izer", "ize"), ("bli", "ble"), ("ogi", null), ("li", null),
    ];

    private static readonly (string Ending, string? By)[] Third =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("ative", null), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"), ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Fourth =
    [
        "ement", "able", "ance", "ence", "ible", "ment", "ant", "ate", "ent", "ion", "ism", "iti", "ive", "ize", "ous", "al", "er", "ic",
    ];

    /// <summary>The stem of a word in lower case.</summary>
    public static string Stem(string word)
    {
        if (word.Length <= 2 || word.AsSpan().ContainsAnyExceptInRange('a', 'z'))
            return word;
        if (Special.TryGetValue(word, out var special))
            return special;
        var stem = new Stemming(word);
        stem.Plural();
        if (DoneAfterPlural.Contains(stem.ToString()))
            return stem.ToString();
        stem.Past();
        stem.FinalY();
        stem.Replace(Second);
        stem.Replace(Third);
        stem.Delete(Fourth);
        stem.FinalLetter();
        return stem.ToString().ToLowerInvariant();
    }

    /// <summary>One word on its way; a capital Y is a consonant.</summary>
    private struct Stemming
    {
        private readonly int _first;
        private readonly int _second;
        private string _word;

        public Stemming(string word)
        {
            _word = WithConsonantY(word);
            _first = _word.StartsWith("gener", StringComparison.Ordinal) || _word.StartsWith("arsen", StringComparison.Ordinal) ? 5
                : _word.StartsWith("commun", StringComparison.Ordinal) ? 6
                : Region(0);
            _second = Region(_first);
        }

        public override readonly string ToString() => _word;

        public void Plural()
        {
            if (Ends("sses"))
                Cut(2);
            else if (Ends("ied") || Ends("ies"))
                Cut(_word.Length > 4 ? 2 : 1);
            else if (Ends("s") && !Ends("us") && !Ends("ss") && HasVowel(_word.Length - 2))
                Cut(1);
        }

        public void Past()
        {
            foreach (var ending in (ReadOnlySpan<string>)["eedly", "eed"])
            {
                if (!Ends(ending))
                    continue;
                if (InFirst(ending.Length))
                    Cut(ending.Length - 2);
                return;
            }
            foreach (var ending in (ReadOnlySpan<string>)["ingly", "edly", "ing", "ed"])
            {
                if (!Ends(ending))
                    continue;
                if (HasVowel(_word.Length - ending.Length))
                {
                    Cut(ending.Length);
                    MendStem();
                }
                return;
            }
        }

        public void FinalY()
        {
            if (_word.Length > 2 && _word[^1] is 'y' or 'Y' && !IsVowel(_word[^2]))
                _word = string.Concat(_word.AsSpan(0, _word.Length - 1), "i");
        }

        public void Replace((string Ending, string? By)[] endings)
        {
            foreach (var (ending, by) in endings)
            {
                if (!Ends(ending))
                    continue;
                if (InFirst(ending.Length) && (by is not null || Allows(ending)))
                    _word = string.Concat(_word.AsSpan(0, _word.Length - ending.Length), by ?? (ending == "ogi" ? "og" : ""));
                return;
            }
        }

        public void Delete(string[] endings)
        {
            foreach (var ending in endings)
            {
                if (!Ends(ending))
                    continue;
                if (_word.Length - ending.Length >= _second && (ending != "ion" || Before(ending) is 's' or 't'))
                    Cut(ending.Length);
                return;
            }
        }

        public void FinalLetter()
        {
            if (Ends("e") && (_word.Length - 1 >= _second || InFirst(1) && !EndsInShortSyllable(_word.Length - 1)))
                Cut(1);
            else if (Ends("ll") && _word.Length - 1 >= _second)
                Cut(1);
        }

        private void MendStem()
        {
            if (Ends("at") || Ends("bl") || Ends("iz"))
                _word += "e";
            else if (_word.Length > 1 && _word[^1] == _word[^2] && _word[^1] is 'b' or 'd' or 'f' or 'g' or 'm' or 'n' or 'p' or 'r' or 't')
                Cut(1);
            else if (_first >= _word.Length && EndsInShortSyllable(_word.Length))
                _word += "e";
        }

        /// <summary>What an ending without a replacement needs before it.</summary>
        private readonly bool Allows(string ending) => ending switch
        {
            "ogi" => Before(ending) == 'l',
            "li" => Before(ending) is 'c' or 'd' or 'e' or 'g' or 'h' or 'k' or 'm' or 'n' or 'r' or 't',
            _ => _word.Length - ending.Length >= _second,
        };

        private readonly char Before(string ending) => _word.Length > ending.Length ? _word[^(ending.Length + 1)] : '\0';

        private readonly bool Ends(string ending) => _word.EndsWith(ending, StringComparison.Ordinal);

        private readonly bool InFirst(int length) => _word.Length - length >= _first;

        private void Cut(int length) => _word = _word[..^length];

        private readonly bool HasVowel(int end)
        {
            for (var i = 0; i < end; i++)
            {
                if (IsVowel(_word[i]))
                    return true;
            }
            return false;
        }

        private readonly bool EndsInShortSyllable(int end) => end == 2
            ? IsVowel(_word[0]) && !IsVowel(_word[1])
            : end > 2 && !IsVowel(_word[end - 1]) && _word[end - 1] is not ('w' or 'x' or 'Y') && IsVowel(_word[end - 2]) && !IsVowel(_word[end - 3]);

        /// <summary>After the first consonant that follows a vowel.</summary>
        private readonly int Region(int start)
        {
            for (var i = start + 1; i < _word.Length; i++)
            {
                if (!IsVowel(_word[i]) && IsVowel(_word[i - 1]))
                    return i + 1;
            }
            return _word.Length;
        }

        private static string WithConsonantY(string word)
        {
            if (!word.Contains('y', StringComparison.Ordinal))
                return word;
            var letters = word.ToCharArray();
            for (var i = 0; i < letters.Length; i++)
            {
                if (letters[i] == 'y' && (i == 0 || IsVowel(letters[i - 1])))
                    letters[i] = 'Y';
            }
            return new string(letters);
        }

        private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u' or 'y';
    }
}
