namespace Stigmem.Core.Facts;

/// <summary>Wire names of <see cref="FactScope"/>. Source of the rule: Facts contract, section 4.</summary>
public static class FactScopes
{
    /// <summary>The four wire names in ordinal order, as printed in refusals.</summary>
    public static IReadOnlyList<string> SortedNames { get; } = ["company", "local", "public", "team"];

    /// <summary>Reads a wire name; the comparison is exact, as on every node of the fabric.</summary>
    public static bool TryParse(string? text, out FactScope scope)
    {
        (var known, scope) = text switch
        {
            "local" => (true, FactScope.Local),
            "team" => (true, FactScope.Team),
            "company" => (true, FactScope.Company),
            "public" => (true, FactScope.Public),
            _ => (false, default),
        };
        return known;
    }

    /// <summary>The wire name.</summary>
    public static string Name(this FactScope scope) => scope switch
    {
        FactScope.Local => "local",
        FactScope.Team => "team",
        FactScope.Company => "company",
        FactScope.Public => "public",
        _ => throw new ArgumentOutOfRangeException(nameof(scope)),
    };
}
