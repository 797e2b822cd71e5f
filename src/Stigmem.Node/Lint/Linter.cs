using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Aliases.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Conflicts;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Lint.Sql;
using Stigmem.Protocol.Lint;

namespace Stigmem.Node.Lint;

/// <summary>Checks a scope up, as the caller sees it (operations contract, section 6; decision 0100).</summary>
internal sealed class Linter(
    SqlEngine engine, LintWalk walk, FactReader reader, FactVisibility visibility, AliasDirectory aliases, EntityNaming naming, TimeProvider time)
{
    /// <summary>Runs the checks.</summary>
    public LintResponse Run(Principal caller, LintQuery query, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var findings = new LintFindings();
        if (query.Runs(LintChecks.Contradiction))
            LookAtConflicts(caller, query, findings, ct);
        var targets = new ReferenceTargets(walk, reader, visibility, aliases, naming, caller, now);
        var count = LookAtFacts(caller, query, findings, new FactLint(query, findings, targets, now), now, ct);
        if (query.Runs(LintChecks.DuplicateAlias))
            AliasLint.Look(aliases.Current, caller.Tenant, query, findings);
        return new LintResponse
        {
            Findings = findings.InOrder(query.Checks),
            CheckedAt = Instants.Format(now),
            Scope = query.Scope.Name(),
            ChecksRun = query.Checks,
            FactCount = count,
            FindingsTotal = findings.Total,
            Truncated = findings.IsTruncated,
        };
    }

    private void LookAtConflicts(Principal caller, LintQuery query, LintFindings findings, CancellationToken ct)
    {
        var last = Guid.Empty;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            using var lease = engine.Read();
            var page = walk.Conflicts(lease.Session, caller.Tenant, last);
            if (page.Count == 0)
                return;
            foreach (var conflict in page)
                Look(lease.Session, conflict, caller, query, findings);
            last = page[^1].Id;
        }
    }

    private void Look(SqlSession session, StoredConflict conflict, Principal caller, LintQuery query, LintFindings findings)
    {
        if (reader.Find(session, conflict.NewerSeq) is not { } newer || newer.Scope != query.Scope || !query.Concerns(newer.Entity, newer.Relation)
            || !visibility.Lists(caller, newer) || reader.Find(session, conflict.OlderSeq) is not { } older || !visibility.Lists(caller, older))
            return;
        findings.Add(
            LintChecks.Contradiction, "error", newer.Entity, newer.Relation, [newer.Id.ToString(), older.Id.ToString()],
            $"unresolved conflict {ConflictLog.IdPrefix}{conflict.Id}");
    }

    private long LookAtFacts(Principal caller, LintQuery query, LintFindings findings, FactLint facts, long now, CancellationToken ct)
    {
        var count = 0L;
        var current = long.MinValue;
        Dictionary<string, EntityLint> entities = [];
        var (position, last) = query.Entity is { } only && FactTuple.KeyOf(caller.Tenant, only) is var key
            ? (LintPosition.Before(key), key)
            : (LintPosition.Before(long.MinValue), long.MaxValue);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            using var lease = engine.Read();
            var page = walk.Facts(lease.Session, caller.Tenant, query.Scope, last, ref position);
            foreach (var (entityKey, fact) in page)
            {
                if ((query.Entity is not null && fact.Entity != query.Entity) || !visibility.Lists(caller, fact))
                    continue;
                if (entityKey != current)
                    Report(entities, findings, query);
                current = entityKey;
                var isLive = fact.Confidence > 0 && fact.IsLive(now);
                Of(entities, fact.Entity, query).Look(fact, isLive);
                if (!query.Concerns(fact.Entity, fact.Relation))
                    continue;
                count++;
                facts.Look(lease.Session, fact, isLive);
            }
            if (page.Count == 0)
                break;
        }
        Report(entities, findings, query);
        return count;
    }

    /// <summary>Names share a hash once in ages; then both are in hand at once.</summary>
    private static EntityLint Of(Dictionary<string, EntityLint> entities, string entity, LintQuery query)
    {
        if (!entities.TryGetValue(entity, out var one))
            entities[entity] = one = new EntityLint(entity, query);
        return one;
    }

    private static void Report(Dictionary<string, EntityLint> entities, LintFindings findings, LintQuery query)
    {
        foreach (var entity in entities.Values)
            entity.Report(findings, query.Scope.Name());
        entities.Clear();
    }
}
