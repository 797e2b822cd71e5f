using System.Text.Json;

namespace Stigmem.Benchmarks.Knowledge;

/// <summary>
/// Facts whose words are as unequal as those of languages: Zipf over 50 000 made-up words, values of 60 characters, and
/// questions of 3 to 8 words drawn alike. The same seed gives the same corpus.
/// </summary>
internal sealed class ZipfCorpus
{
    private const int Vocabulary = 50_000;
    private const int ValueLength = 60;
    private const string Consonants = "bcdfghjklmnprstvwz";
    private const string Vowels = "aeiou";

    private readonly int _seed;
    private readonly string[] _words;
    private readonly double[] _cumulative = new double[Vocabulary];

    public ZipfCorpus(int seed)
    {
        _seed = seed;
        var random = new Random(seed);
        HashSet<string> words = new(StringComparer.Ordinal);
        while (words.Count < Vocabulary)
        {
            words.Add(string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => $"{Consonants[random.Next(Consonants.Length)]}{Vowels[random.Next(Vowels.Length)]}")));
        }

        _words = [.. words];
        var sum = 0.0;
        for (var i = 0; i < Vocabulary; i++)
        {
            _cumulative[i] = sum += 1.0 / (i + 1);
        }
    }

    /// <summary>The entity of a fact; ten facts share one, and each group points at another.</summary>
    public static string EntityOf(long fact) => $"stigmem://bench.test/thing/t{fact / 10}";

    public void Write(Utf8JsonWriter writer, long fact)
    {
        writer.WriteStartObject();
        writer.WriteString("entity"u8, EntityOf(fact));
        writer.WriteString("relation"u8, $"memory:r{fact % 10}");
        writer.WriteStartObject("value"u8);
        var isLink = fact % 10 == 9;
        writer.WriteString("type"u8, isLink ? "ref" : "string");
        writer.WriteString("v"u8, isLink ? EntityOf(fact * 7_919 % Math.Max(10, fact)) : Value(fact));
        writer.WriteEndObject();
        writer.WriteString("source"u8, $"agent:a{fact % 50}");
        writer.WriteString("scope"u8, "local"u8);
        writer.WriteEndObject();
    }

    public string Question(int number)
    {
        var random = new Random(unchecked(_seed * 17 - number));
        return string.Join(' ', Enumerable.Range(0, random.Next(3, 9)).Select(_ => Word(random)));
    }

    private string Value(long fact)
    {
        var random = new Random(unchecked((int)(_seed * 31 + fact)));
        var text = Word(random);
        while (text.Length < ValueLength)
        {
            text += " " + Word(random);
        }

        return text[..ValueLength];
    }

    private string Word(Random random)
    {
        var place = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
        return _words[Math.Min(place < 0 ? ~place : place, Vocabulary - 1)];
    }
}
