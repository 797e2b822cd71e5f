using Stigmem.Node.Facts;

namespace Stigmem.Node.Lint;

/// <summary>What the facts of one entity in one scope say about it as a whole: whether it is an orphan, and its bare relations.</summary>
internal sealed class EntityLint(string entity, LintQuery query)
{
    private readonly SortedDictionary<string, List<string>> _bare = new(StringComparer.Ordinal);
    private bool _isMeant;
    private bool _isAlive;

    public void Look(StoredFact fact, bool isLive)
    {
        _isAlive |= isLive;
        if (!query.Concerns(fact.Entity, fact.Relation))
            return;
        _isMeant = true;
        if (!isLive || fact.Relation.Contains(':', StringComparison.Ordinal))
            return;
        if (!_bare.TryGetValue(fact.Relation, out var ids))
            _bare[fact.Relation] = ids = [];
        if (ids.Count < LintFindings.MostFactIds)
            ids.Add(fact.Id.ToString());
    }

    /// <summary>Reports, when all facts of the entity were looked at.</summary>
    public void Report(LintFindings findings, string scope)
    {
        if (query.Runs(LintChecks.Orphan) && _isMeant && !_isAlive)
            findings.Add(LintChecks.Orphan, "info", entity, null, [], $"entity '{entity}' has no live facts in scope={scope}");
        if (!query.Runs(LintChecks.Namespacing))
            return;
        foreach (var (relation, ids) in _bare)
        {
            ids.Sort(StringComparer.Ordinal);
            findings.Add(
                LintChecks.Namespacing, "warning", entity, relation, ids,
                $"bare relation '{relation}' has no namespace prefix — rename to 'your-prefix:{relation}' to avoid silent collisions");
        }
    }
}
