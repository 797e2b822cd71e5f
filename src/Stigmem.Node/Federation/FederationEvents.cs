using System.Collections.Frozen;

namespace Stigmem.Node.Federation;

/// <summary>
/// The types of audit rows that are about peers (federation contract, section 12). An operator of federation may read
/// these and no others.
/// </summary>
internal static class FederationEvents
{
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "peer_registered", "peer_verified", "peer_rejected", "peer_approved", "peer_approval_failed", "peer_revoked", "peer_deleted", "peer_expired",
        "peer_key_changed", "peer_key_declared", "peer_key_refused",
        "facts_accepted", "dead_letter_admitted", "rejected_fact", "scope_violation", "federation_integrity_rejected",
        "federation_valid_until_extension_rejected", "peer_hlc_anomaly", "rejected_page", "rejected_token", "replay_attempt", "capability_verified",
        "capability_rejected", "capability_issued", "capability_revoked", "push_refused",
        "manifest_stored", "manifest_rejected", "manifest_refresh_failed", "tl_proof_verified", "tl_proof_missing", "san_mismatch",
        "peer_clock_drift", "dead_letters_dropped", "sharing_rule_set", "sharing_rule_deleted");
}
