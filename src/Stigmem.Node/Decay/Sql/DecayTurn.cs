using Stigmem.Core.Clock;
using Stigmem.Core.Decay;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Conflicts.Sql;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Decay.Sql;

/// <summary>
/// What a sweep does in one turn of the writer. Each fact is judged again there: it may have been taken back, moved or
/// given an expiry since it was read.
/// </summary>
internal sealed class DecayTurn(FactReader reader, ConflictLog conflicts, SweepReach reach, AuditLog audit, CommitSequence sequence, TimeProvider time)
{
    private const string NodeActor = "system:stigmem";

    /// <summary>Changes what is due, counts it, and leaves an audit row that names it.</summary>
    public void Execute(SqlSession session, string tenant, Principal? caller, SweepRequest request, IReadOnlyList<long> due, SweepProgress progress)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var at = sequence.NextTimestamp();
        List<StoredFact> gone = [];
        List<string> changed = [];
        foreach (var seq in due)
        {
            if (reader.Find(session, seq) is not { } fact || !reach.Covers(caller, fact))
                continue;
            var verdict = request.Policies.Judge(fact, now, out var place);
            if (!verdict.IsDue)
                continue;
            Apply(session, fact, verdict, caller, now, at);
            progress.Decayed[place]++;
            changed.Add(fact.Id.ToString());
            if (verdict.Expires && fact.State.OpenConflicts > 0)
                gone.Add(fact);
        }
        // Only now: what is left takes the places of what is gone.
        foreach (var fact in gone)
            conflicts.CloseAllOf(session, reader, fact, "a side decayed", at);
        if (changed.Count > 0)
        {
            audit.Append(session, new AuditEvent("decay_applied", tenant, caller?.EntityUri ?? NodeActor)
            {
                OidcSub = caller?.OidcSub,
                DetailJson = new AuditDetail().Add("decayed", changed.Count).Add("fact_ids", changed).ToString(),
            });
        }
    }

    /// <summary>Says in the audit that a sweep is over.</summary>
    public void Finish(SqlSession session, string tenant, Principal? caller, SweepRequest request, SweepProgress progress)
    {
        var detail = new AuditDetail().Add("scope", request.Scope?.ToString().ToLowerInvariant() ?? "").Add("dry_run", request.DryRun)
            .Add("scanned", progress.Scanned).Add("matched", progress.Matched.Sum()).Add("decayed", progress.Decayed.Sum())
            .Add("policies", request.Policies.All.Select(Describe));
        audit.Append(session, new AuditEvent("decay_sweep", tenant, caller?.EntityUri ?? NodeActor) { OidcSub = caller?.OidcSub, DetailJson = detail.ToString() });
    }

    private static void Apply(SqlSession session, StoredFact fact, DecayVerdict verdict, Principal? caller, long now, long at)
    {
        if (verdict.Confidence is { } confidence)
            FactStates.OverrideConfidence(session, fact.Seq, confidence);
        if (verdict.Expires)
            FactStates.Expire(session, fact.Seq, Instants.Format(now), now);
        if (verdict.Retracts)
            FactStates.Retract(session, fact.Seq, at, caller?.EntityUri ?? NodeActor);
    }

    private static string Describe(DecayPolicy policy) =>
        $"{policy.Id} {policy.Mode} relation={policy.Relation} scope={policy.Scope} ttl_s={policy.TtlSeconds} half_life_s={policy.HalfLifeSeconds} min_confidence={policy.MinConfidence}";
}
