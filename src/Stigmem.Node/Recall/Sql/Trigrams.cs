namespace Stigmem.Node.Recall.Sql;

/// <summary>The runs of three letters of a term, its edges marked, by which a misspelt one finds it.</summary>
internal static class Trigrams
{
    private const int Longest = 24;

    public static IEnumerable<string> Of(string term)
    {
        if (term.Length > Longest || term.AsSpan().ContainsAnyInRange('0', '9'))
            yield break;
        var marked = $"^{term}$";
        for (var i = 0; i + 3 <= marked.Length; i++)
            yield return marked.Substring(i, 3);
    }
}
