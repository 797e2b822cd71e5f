using Stigmem.Core.Ingest;
using Stigmem.Core.Trust;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth.Sql;
using Stigmem.Core.Facts;
using Stigmem.Core.Tenants;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Manifests.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Ingest.Sql;

/// <summary>
/// The trust in the sources of peers' facts (federation contract, section 7): what manifests say of a source, how much it
/// has said, and what the operator's rules say. In the writer's turn.
/// </summary>
internal sealed class InboundTrust(TrustSettings settings, TrustRules rules, IdentitySettings identity, AgentKeyDirectory agentKeys, ManifestStore manifests)
{
    /// <summary>The trust in a source.</summary>
    /// <param name="session">The writer's session.</param>
    /// <param name="source">The source.</param>
    /// <param name="scope">The scope of its fact.</param>
    /// <param name="terms">How the fact comes in, and the manifest of its sender.</param>
    public double In(SqlSession session, string source, FactScope scope, IngestTerms terms) =>
        settings.Mode == TrustMode.Off ? 1 : rules.Decide(source, scope.Name()) ?? SourceTrust.Of(Signals(session, source, scope, terms), settings.Weights);

    private TrustSignals Signals(SqlSession session, string source, FactScope scope, IngestTerms terms)
    {
        var manifest = Covering(session, source, terms);
        return new TrustSignals
        {
            Source = source,
            Scope = scope.Name(),
            NodeAuthority = identity.Authority,
            HasManifest = manifest is not null,
            HasLogProof = manifest?.LogIndex is not null,
            HasActiveAgentKey = agentKeys.HasActive(TenantId.Default, source),
            FixedIdentity = terms.Route == IngestRoute.CapabilityPush ? SourceTrust.CapabilityIdentity : null,
            RecentFacts = SourceHistory.Count(session, source, manifests.Now),
            AttestationMode = settings.SourceAttestationMode,
        };
    }

    /// <summary>A manifest that holds and speaks for the source: its own, or that of the peer that sends.</summary>
    private StoredManifest? Covering(SqlSession session, string source, IngestTerms terms)
    {
        foreach (var name in new[] { source, terms.SenderManifest })
        {
            if (name is not null && ManifestRows.Find(session, name) is { } stored && Speaks(stored, source))
                return stored;
        }
        return null;
    }

    private bool Speaks(StoredManifest stored, string source) =>
        stored.IsValidAt(manifests.Now) && (stored.Manifest.EntityUri == source || stored.Manifest.Entities.Contains(source));
}
