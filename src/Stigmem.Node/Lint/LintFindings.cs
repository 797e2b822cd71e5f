using Stigmem.Protocol.Lint;

namespace Stigmem.Node.Lint;

/// <summary>Collects what is found. What is kept is bounded, so that a check-up of a neglected scope fits into memory; all is counted.</summary>
internal sealed class LintFindings
{
    public const int MostOfOneCheck = 5_000;
    public const int MostFactIds = 1_000;

    private readonly Dictionary<string, List<LintFinding>> _kept = [];

    /// <summary>How many there are.</summary>
    public long Total { get; private set; }

    /// <summary>Whether some are not kept.</summary>
    public bool IsTruncated { get; private set; }

    public void Add(string check, string severity, string entity, string? relation, IReadOnlyList<string> factIds, string detail)
    {
        Total++;
        if (!_kept.TryGetValue(check, out var kept))
            _kept[check] = kept = [];
        if (kept.Count < MostOfOneCheck)
            kept.Add(new LintFinding { Check = check, Severity = severity, Entity = entity, Relation = relation, FactIds = factIds, Detail = detail });
        else
            IsTruncated = true;
    }

    /// <summary>By check, then by fact, entity and relation: the same store gives the same list.</summary>
    public IReadOnlyList<LintFinding> InOrder(IReadOnlyList<string> checks) =>
    [
        .. checks.SelectMany(check => _kept.GetValueOrDefault(check, [])
            .OrderBy(finding => finding.FactIds.Count > 0 ? finding.FactIds[0] : "", StringComparer.Ordinal)
            .ThenBy(finding => finding.Entity, StringComparer.Ordinal).ThenBy(finding => finding.Relation, StringComparer.Ordinal)
            .ThenBy(finding => finding.Detail, StringComparer.Ordinal)),
    ];
}
