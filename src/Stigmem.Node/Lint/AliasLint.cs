using Stigmem.Node.Aliases;

namespace Stigmem.Node.Lint;

/// <summary>The check of second names: two that differ only in letter case and stand for different entities are a trap.</summary>
internal static class AliasLint
{
    public static void Look(AliasMap aliases, string tenant, LintQuery query, LintFindings findings)
    {
        var alike = aliases.ByRaw.Values.Where(alias => alias.Tenant == tenant)
            .GroupBy(alias => alias.RawUri, StringComparer.OrdinalIgnoreCase)
            .Where(names => names.Select(name => name.CanonicalUri).Distinct().Count() > 1);
        foreach (var names in alike)
        {
            var sorted = names.OrderBy(name => name.RawUri, StringComparer.Ordinal).ToList();
            if (query.Relation is not null || (query.Entity is { } entity && !sorted.Exists(name => name.RawUri == entity || name.CanonicalUri == entity)))
                continue;
            findings.Add(
                LintChecks.DuplicateAlias, "warning", sorted[0].RawUri, null, [],
                $"aliases differ only in letter case: {string.Join(", ", sorted.Select(name => $"'{name.RawUri}' is '{name.CanonicalUri}'"))}");
        }
    }
}
