using System.Collections.Concurrent;
using Stigmem.Core.Facts;
using Stigmem.Core.Trust;
using Stigmem.Node.Auth;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Facts;

/// <summary>The trust of sources, kept for a minute for each (source, scope, whether the caller is the source).</summary>
internal sealed class SourceTrustReader(TrustSettings settings, TrustRules rules, IdentitySettings identity, AgentKeyDirectory agentKeys, TimeProvider time)
{
    private const int MostKept = 50_000;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<(string Tenant, string Source, FactScope Scope, bool IsOwn), (double Trust, long Ticks)> _kept = [];

    /// <summary>The trust of a fact's source as the caller sees it; null when trust is off.</summary>
    public double? Of(StoredFact fact, Principal caller)
    {
        if (settings.Mode == TrustMode.Off)
            return null;
        var isOwn = caller.EntityUri == fact.Source && caller.Has(Permissions.Write);
        var key = (fact.Tenant, fact.Source, fact.Scope, isOwn);
        var now = time.GetTimestamp();
        if (_kept.TryGetValue(key, out var kept) && time.GetElapsedTime(kept.Ticks, now) < KeptFor)
            return kept.Trust;
        var trust = Compute(fact, isOwn);
        if (_kept.Count >= MostKept)
            _kept.Clear();
        _kept[key] = (trust, now);
        return trust;
    }

    /// <summary>Whether strict trust lets a fact into lists.</summary>
    public bool IsEnough(double confidence, double? sourceTrust) =>
        settings.Mode != TrustMode.Strict || confidence * (sourceTrust ?? 1) >= TrustThresholds.Read;

    private double Compute(StoredFact fact, bool isOwn) =>
        rules.Decide(fact.Source, fact.Scope.Name())
        ?? SourceTrust.Of(
            new TrustSignals
            {
                Source = fact.Source,
                Scope = fact.Scope.Name(),
                NodeAuthority = identity.Authority,
                HasActiveAgentKey = agentKeys.HasActive(fact.Tenant, fact.Source),
                CallerIsWritingSource = isOwn,
                AttestationMode = settings.SourceAttestationMode,
            },
            settings.Weights);
}
