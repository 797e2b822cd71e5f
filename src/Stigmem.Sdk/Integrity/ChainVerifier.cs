namespace Stigmem.Sdk.Integrity;

/// <summary>
/// Verifies an exported fact chain without a node (Facts contract, section 19, version 2 of the hashes). An export is a
/// JSON object a line:
/// <code>
/// {"kind":"fact","chain_seq":1,"created_at":"2026-03-04T05:06:07.089010+00:00","chain_hash":"sha256:...",
///  "tenant_id":"default","fact":{"fact_id":"...","cid":"sha256:...","confidence":1.0,"entity":"...","relation":"...",
///  "scope":"local","source":"...","value_type":"string","value_v":"...","derived_from":null,"garden_id":null,
///  "hlc":"1772600767089.000","interpret_as":"content","valid_until":null,"seq":1,
///  "timestamp":"2026-03-04T05:06:07.089010+00:00","actor_uri":"...","oidc_sub":null,"attested_key_id":null,
///  "received_from":null,"origin_node_id":null,"origin_allowed_scopes":null,"origin_hlc":null}}
/// </code>
/// on one line each. <c>created_at</c> is when the link was made, <c>value_v</c> the storage text of the value,
/// <c>derived_from</c> the stored list or null, <c>seq</c> the commit number, <c>actor_uri</c> who wrote the fact. <c>event_hash</c> and <c>previous_hash</c> may be added and are checked
/// then. A line of kind <c>link</c> stands for a fact that its exporter may not read: <c>fact_id</c> and
/// <c>event_hash</c> in place of <c>fact</c>. Lines of another <c>kind</c> and empty lines are skipped.
/// <see cref="Audit.AuditClient.ChainAsync"/> gives the lines of a node.
/// </summary>
public static class ChainVerifier
{
    /// <summary>Reads lines until one breaks its chain. Memory does not grow with their number.</summary>
    /// <param name="lines">The lines, in order of <c>chain_seq</c> within each tenant; tenants may be mixed.</param>
    /// <param name="known">Where the chains of the export begin: the heads of an earlier one; null for chains from their first link.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="ArgumentException">A known head has a hash that is none.</exception>
    public static async Task<ChainReport> VerifyAsync(
        IAsyncEnumerable<string> lines, IEnumerable<ChainHead>? known = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ChainWalk walk = new(known ?? []);
        await foreach (var line in lines.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (walk.Step(line) is { } broken)
                return walk.Report(broken);
        }

        return walk.Report(null);
    }
}
