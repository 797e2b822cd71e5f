using Stigmem.Core.Facts;
using Stigmem.Core.Ingest;
using Stigmem.Core.Tenants;
using Stigmem.Core.Trust;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Ingest.Sql;

/// <summary>
/// The trust in the sources of peers' facts (federation contract, section 7): what manifests say of a source, how much it
/// has said, and what the operator's rules say. In the writer's turn.
/// </summary>
internal sealed class InboundTrust(TrustSettings settings, TrustRules rules, IdentitySettings identity, AgentKeyDirectory agentKeys, ManifestStore manifests)
{
    /// <summary>The trust in the sources of a page, each judged once.</summary>
    /// <param name="session">The writer's session.</param>
    /// <param name="terms">How the facts come in, and the manifest of their sender.</param>
    public Func<string, FactScope, double> OfPage(SqlSession session, IngestTerms terms)
    {
        if (settings.Mode == TrustMode.Off)
            return (_, _) => 1;
        var covering = new CoveringManifests(session, terms.SenderManifest, manifests.Now);
        Dictionary<(string, FactScope), double> judged = [];
        return (source, scope) =>
        {
            if (!judged.TryGetValue((source, scope), out var trust))
            {
                trust = rules.Decide(source, scope.Name()) ?? SourceTrust.Of(Signals(session, source, scope, terms.Route, covering), settings.Weights);
                judged.Add((source, scope), trust);
            }
            return trust;
        };
    }

    private TrustSignals Signals(SqlSession session, string source, FactScope scope, IngestRoute route, CoveringManifests covering)
    {
        var manifest = covering.Of(source);
        return new TrustSignals
        {
            Source = source,
            Scope = scope.Name(),
            NodeAuthority = identity.Authority,
            HasManifest = manifest is not null,
            HasLogProof = manifest?.LogIndex is not null,
            HasActiveAgentKey = agentKeys.HasActive(TenantId.Default, source),
            FixedIdentity = route == IngestRoute.CapabilityPush ? SourceTrust.CapabilityIdentity : null,
            RecentFacts = SourceHistory.Count(session, source, manifests.Now),
            AttestationMode = settings.SourceAttestationMode,
        };
    }
}
