using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Lint.Sql;

namespace Stigmem.Node.Lint;

/// <summary>
/// Whether there is anything behind a reference: live facts of the entity that it names, under any spelling, or the fact
/// whose id it is. Only what the caller may see counts, so that the answer tells nothing of what is hidden.
/// </summary>
internal sealed class ReferenceTargets(
    LintWalk walk, FactReader reader, FactVisibility visibility, AliasDirectory aliases, EntityNaming naming, Principal caller, long nowMicroseconds)
{
    private const int MostRemembered = 10_000;
    private readonly Dictionary<string, bool> _known = [];

    /// <summary>Whether the target of a reference has live facts, in any scope.</summary>
    public bool IsLive(SqlSession session, string target)
    {
        if (_known.TryGetValue(target, out var known))
            return known;
        if (_known.Count >= MostRemembered)
            _known.Clear();
        return _known[target] = LooksLive(session, target);
    }

    /// <summary>The fact that a text names by its id, if the caller may see it.</summary>
    public StoredFact? Fact(SqlSession session, string? text) =>
        Guid.TryParseExact(text, "D", out var id) && reader.Find(session, id, caller.Tenant) is { } fact && visibility.Lists(caller, fact) ? fact : null;

    private bool LooksLive(SqlSession session, string target)
    {
        if (Fact(session, target) is { } fact && Stands(fact))
            return true;
        var normalized = naming.Normalize(target).TryGet(out var text, out _) ? text : target;
        var canonical = aliases.Current.Resolve(caller.Tenant, normalized);
        return aliases.Current.Spellings(caller.Tenant, canonical).Append(normalized).Append(target).Distinct()
            .Any(spelling => walk.OfEntity(session, caller.Tenant, spelling).Any(one => Stands(one) && visibility.Lists(caller, one)));
    }

    private bool Stands(StoredFact fact) => fact.Confidence > 0 && fact.IsLive(nowMicroseconds);
}
