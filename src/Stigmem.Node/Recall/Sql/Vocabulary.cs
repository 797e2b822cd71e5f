using Stigmem.Core.Spelling;
using Stigmem.Core.Words;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>Finds the terms that a caller's facts have for the words of a question. A word that is known is never taken for another.</summary>
internal static class Vocabulary
{
    private const int MostOfOneStart = 64;
    private const int MostOfOneTrigram = 2_000;
    private const int MostGuesses = 3;
    private const int MostGuessed = 8;
    private const int ShortestGuessed = 4;
    private const int ShortWord = 5;
    private const float GuessWeight = 0.8f;

    private static readonly SqlText SelectTerm = new($"SELECT 1 FROM {IndexFile.Schema}.vocabulary WHERE partition = ?1 AND term = ?2");
    private static readonly SqlText SelectStart = new(
        $"SELECT term FROM {IndexFile.Schema}.vocabulary WHERE partition = ?1 AND term >= ?2 AND term < ?3 LIMIT {MostOfOneStart}");

    private static readonly SqlText SelectTrigram = new(
        $"SELECT term FROM {IndexFile.Schema}.trigrams WHERE partition = ?1 AND trigram = ?2 LIMIT {MostOfOneTrigram}");

    /// <summary>A slot for each word of the question that some fact may have.</summary>
    public static IReadOnlyList<TermSlot> Find(SqlSession session, IReadOnlyList<long> partitions, Question question)
    {
        List<TermSlot> slots = [];
        var guessed = 0;
        foreach (var term in question.Terms)
        {
            if (partitions.Any(partition => Has(session, partition, term)))
                slots.Add(new TermSlot([term], 1));
            else if (guessed++ < MostGuessed && Guess(session, partitions, term) is { Count: > 0 } guesses)
                slots.Add(new TermSlot(guesses, GuessWeight));
        }
        foreach (var start in question.Starts)
        {
            var terms = partitions.SelectMany(partition => Starting(session, partition, start)).Distinct(StringComparer.Ordinal).Take(MostOfOneStart).ToList();
            if (terms.Count > 0)
                slots.Add(new TermSlot(terms, 1));
        }
        return slots;
    }

    private static bool Has(SqlSession session, long partition, string term)
    {
        using var row = session.Use(SelectTerm);
        return row.Bind(1, partition).Bind(2, term).Step();
    }

    private static List<string> Starting(SqlSession session, long partition, string start)
    {
        using var rows = session.Use(SelectStart);
        rows.Bind(1, partition).Bind(2, start).Bind(3, start + '\uffff');
        List<string> terms = [];
        while (rows.Step())
            terms.Add(rows.GetString(0));
        return terms;
    }

    private static List<string> Guess(SqlSession session, IReadOnlyList<long> partitions, string term)
    {
        if (term.Length < ShortestGuessed)
            return [];
        Dictionary<string, int> shared = new(StringComparer.Ordinal);
        foreach (var partition in partitions)
        {
            foreach (var trigram in Trigrams.Of(term))
            {
                using var rows = session.Use(SelectTrigram);
                rows.Bind(1, partition).Bind(2, trigram);
                while (rows.Step())
                {
                    var other = rows.GetShared(0);
                    shared[other] = shared.GetValueOrDefault(other) + 1;
                }
            }
        }
        var most = term.Length <= ShortWord ? 1 : 2;
        return
        [
            .. shared.OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key, StringComparer.Ordinal).Take(50)
                .Select(entry => (Term: entry.Key, Distance: EditDistance.Between(term, entry.Key)))
                .Where(guess => guess.Distance <= most)
                .OrderBy(guess => guess.Distance).ThenBy(guess => guess.Term, StringComparer.Ordinal).Take(MostGuesses).Select(guess => guess.Term),
        ];
    }
}
