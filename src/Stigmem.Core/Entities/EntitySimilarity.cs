using System.Globalization;

namespace Stigmem.Core.Entities;

/// <summary>
/// How alike the names of two entities of one type are: the third layer of the resolver (Operations contract,
/// section 5). It takes the part after the type, so <c>alice-smith</c> of <c>user:alice-smith</c>.
/// </summary>
public static class EntitySimilarity
{
    private const double FirstLetterBonus = 0.3;
    private const double FirstTwoLettersBonus = 0.5;

    private static readonly char[] Separators = ['.', '-', '_', '/'];

    /// <summary>The best of three measures, from 0 to 1: common tokens, common beginnings, common runs of letters.</summary>
    public static double Score(string queryId, string candidateId)
    {
        var (query, candidate) = (Tokens(queryId), Tokens(candidateId));
        if (query.Count == 0 || candidate.Count == 0)
            return 0.0;

        var ratio = SequenceRatio.Of(string.Concat(query), string.Concat(candidate));
        return Math.Min(1.0, Math.Max(Math.Max(Jaccard(query, candidate), PrefixBonus(query, candidate)), ratio));
    }

    /// <summary>The score as it travels, with four decimals.</summary>
    public static double Rounded(double score) => HalfEven(score, 10_000);

    /// <summary>The sentence that explains a candidate: <c>token_score=0.73 ('alicia' ~ 'alice')</c>.</summary>
    public static string MatchNote(double score, string queryId, string candidateId) =>
        string.Create(CultureInfo.InvariantCulture, $"token_score={HalfEven(score, 100):F2} ('{queryId}' ~ '{candidateId}')");

    private static List<string> Tokens(string id)
    {
        List<string> tokens = [];
        var start = 0;
        for (var i = 0; i <= id.Length; i++)
        {
            if (i < id.Length && !char.IsWhiteSpace(id[i]) && !Separators.Contains(id[i]))
                continue;

            if (i > start)
                tokens.Add(id[start..i]);
            start = i + 1;
        }

        return tokens;
    }

    private static double Jaccard(List<string> query, List<string> candidate)
    {
        HashSet<string> all = [.. query];
        var queryCount = all.Count;
        HashSet<string> other = [.. candidate];
        all.UnionWith(other);
        return (double)(queryCount + other.Count - all.Count) / all.Count;
    }

    private static double PrefixBonus(List<string> query, List<string> candidate)
    {
        var bonus = 0.0;
        foreach (var token in query)
        {
            var one = LengthOfFirst(token, 0);
            if (!candidate.Exists(other => other.AsSpan().StartsWith(token.AsSpan(0, one))))
                continue;

            bonus = Math.Max(bonus, FirstLetterBonus);
            if (token.Length == one)
                continue;

            var two = one + LengthOfFirst(token, one);
            if (candidate.Exists(other => other.AsSpan().StartsWith(token.AsSpan(0, two))))
                return FirstTwoLettersBonus;
        }

        return bonus;
    }

    /// <summary>Code units of the letter at an index.</summary>
    private static int LengthOfFirst(string text, int index) => char.IsSurrogatePair(text, index) ? 2 : 1;

    /// <summary>
    /// Rounds the exact value of the double, ties to even, as Python does. Scaling alone would invent ties: the
    /// product's own rounding error decides them.
    /// </summary>
    private static double HalfEven(double value, double scale)
    {
        var product = value * scale;
        var error = Math.FusedMultiplyAdd(value, scale, -product);
        var floor = Math.Floor(product);
        var half = product - floor - 0.5;
        var up = half > 0
            || (half == 0 && (error > 0 || (error == 0 && floor % 2 != 0)));
        return (up ? floor + 1 : floor) / scale;
    }
}
