namespace Stigmem.Node.Facts;

/// <summary>Chooses the facts of most confidence, the newest among equals, without reading all there are.</summary>
internal static class SurestFacts
{
    /// <summary>The order of confidence in force, then of time, both falling.</summary>
    public static readonly Comparer<StoredFact> SureFirst = Comparer<StoredFact>.Create((a, b) => Place(b, b.Confidence).CompareTo(Place(a, a.Confidence)));

    /// <summary>The order of confidence as written, then of time, both falling.</summary>
    public static readonly Comparer<StoredFact> WrittenSureFirst =
        Comparer<StoredFact>.Create((a, b) => Place(b, b.WrittenConfidence).CompareTo(Place(a, a.WrittenConfidence)));

    /// <summary>The first ones of a walk, by the confidence in force.</summary>
    /// <param name="walk">Facts in the falling order of the confidence with which they were written, then of time.</param>
    /// <param name="most">How many.</param>
    /// <param name="admits">Which ones count.</param>
    /// <remarks>What happens to a fact later only takes confidence away: once the last chosen one goes before what comes next as it was written, nothing better follows.</remarks>
    public static IReadOnlyCollection<StoredFact> Of(IEnumerable<StoredFact> walk, int most, Func<StoredFact, bool> admits)
    {
        var chosen = new SortedSet<StoredFact>(SureFirst);
        foreach (var fact in walk)
        {
            if (chosen.Count == most && Place(chosen.Max!, chosen.Max!.Confidence).CompareTo(Place(fact, fact.WrittenConfidence)) > 0)
                break;
            if (!admits(fact))
                continue;
            chosen.Add(fact);
            if (chosen.Count > most)
                chosen.Remove(chosen.Max!);
        }
        return chosen;
    }

    private static (double Confidence, long Microseconds, long Seq) Place(StoredFact fact, double confidence) => (confidence, fact.TimestampMicroseconds, fact.Seq);
}
