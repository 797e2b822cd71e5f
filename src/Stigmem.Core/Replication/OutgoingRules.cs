using Stigmem.Core.Tenants;

namespace Stigmem.Core.Replication;

/// <summary>
/// Which facts a peer may see. Expired facts and retractions are among them, since retractions must travel. Sources of
/// the rule: Federation contract, sections 5.1 and 11.
/// </summary>
public static class OutgoingRules
{
    /// <summary>Whether the peer may see the fact.</summary>
    public static bool MayServe(in OutgoingFact fact, in OutgoingTerms terms) =>
        terms.Permitted.Contains(fact.Scope)
        && fact.Tenant == TenantId.Default
        && !fact.Entity.StartsWith("stigmem:conflict:", StringComparison.Ordinal)
        && !fact.Relation.StartsWith("stigmem:", StringComparison.Ordinal)
        && !fact.HasProvenance
        && !fact.IsHeldBack
        && !fact.IsTombstoned
        && (terms.SharesGardens || !fact.IsInGarden)
        && MayPassOn(fact, terms)
        && (terms.Sharing is not { } sharing || sharing.Allow(fact, terms.PeerNodeId));

    // Each hop narrows: what the origin did not share in that scope, this node cannot share for it.
    private static bool MayPassOn(in OutgoingFact fact, in OutgoingTerms terms) =>
        fact.Origin is not { } origin
        || (terms.Relays
            && !origin.ReFederationBlocked
            && origin.AllowedScopes.Contains(fact.Scope)
            && origin.NodeId != terms.PeerNodeId);
}
