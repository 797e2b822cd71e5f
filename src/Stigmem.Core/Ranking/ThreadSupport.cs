namespace Stigmem.Core.Ranking;

/// <summary>
/// A text of a thread is judged with what stands beside it: a word of the question that a neighbour has counts here too,
/// for half, and for a quarter two places on, but never more than once.
/// </summary>
public static class ThreadSupport
{
    /// <summary>How far a text supports others, in places.</summary>
    public const int Reach = 2;

    private static readonly float[] Weights = [1f, 0.5f, 0.25f];

    /// <summary>The score of each text.</summary>
    /// <param name="shares">What each word of the question earns each text, in the order of the thread; null for none.</param>
    public static float[] Scores(IReadOnlyList<float[]?> shares)
    {
        var scores = new float[shares.Count];
        var words = shares.FirstOrDefault(share => share is not null)?.Length ?? 0;
        for (var i = 0; i < shares.Count; i++)
        {
            for (var word = 0; word < words; word++)
                scores[i] += Best(shares, i, word);
        }
        return scores;
    }

    private static float Best(IReadOnlyList<float[]?> shares, int at, int word)
    {
        var best = 0f;
        for (var i = Math.Max(0, at - Reach); i <= Math.Min(shares.Count - 1, at + Reach); i++)
        {
            if (shares[i] is { } share)
                best = Math.Max(best, Weights[Math.Abs(i - at)] * share[word]);
        }
        return best;
    }
}
