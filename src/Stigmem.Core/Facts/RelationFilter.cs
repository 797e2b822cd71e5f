namespace Stigmem.Core.Facts;

/// <summary>Some relations: names separated by commas, each exact or, with a <c>*</c> at its end, a prefix.</summary>
public sealed class RelationFilter
{
    private readonly List<string> _names = [];
    private readonly List<string> _prefixes = [];

    private RelationFilter(string text)
    {
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (name[^1] == '*')
                _prefixes.Add(name[..^1]);
            else
                _names.Add(name);
        }
    }

    /// <summary>Every relation.</summary>
    public static RelationFilter Any { get; } = new("*");

    /// <summary>Reads a filter; one that names nothing lets everything through.</summary>
    public static RelationFilter Parse(string? text)
    {
        RelationFilter filter = new(text ?? "");
        return filter._names.Count + filter._prefixes.Count == 0 ? Any : filter;
    }

    /// <summary>Whether a relation is one of them.</summary>
    public bool Admits(string relation) =>
        _names.Contains(relation) || _prefixes.Exists(prefix => relation.StartsWith(prefix, StringComparison.Ordinal));
}
