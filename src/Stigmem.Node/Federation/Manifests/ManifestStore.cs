using System.Globalization;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Faults;
using Stigmem.Core.Manifests;
using Stigmem.Core.Tenants;
using Stigmem.Core.Trust;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Manifests.Sql;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Protocol.Manifests;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>Takes manifests in, each in one turn of the writer together with its log entry and its audit row.</summary>
internal sealed class ManifestStore(TransparencyLog log, NodeKey key, AuditLog audit, TrustSettings trust, TimeProvider time)
{
    /// <summary>Whether what cannot be known counts against a manifest or a token.</summary>
    public bool IsStrict => trust.Mode == TrustMode.Strict;

    /// <summary>Now.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;

    /// <summary>Judges a manifest by itself.</summary>
    public Fault? Judge(OrgManifest manifest) => ManifestRules.Judge(manifest, Now, IsStrict) is var fault and not ManifestFault.None ? Refusal(fault) : null;

    /// <summary>Takes in a manifest that holds by itself; in the writer's turn.</summary>
    /// <param name="session">The writer's session.</param>
    /// <param name="manifest">The manifest.</param>
    /// <param name="proof">Why it is believed if it is the first of its organisation; null if nothing speaks for it.</param>
    /// <param name="by">Who published it; null when the node fetched or made it.</param>
    public Outcome<StoredManifest> Put(SqlSession session, OrgManifest manifest, ManifestProof? proof, Principal? by)
    {
        var known = ManifestRows.Find(session, manifest.EntityUri);
        if (known is not null && known.Manifest.Signature == manifest.Signature && known.Manifest.SignedBytes().AsSpan().SequenceEqual(manifest.SignedBytes()))
            return known;
        if (Refuse(known?.Manifest, manifest, proof) is { } refusal)
            return Reject(session, manifest, refusal, by);
        if (IsStrict && !log.IsOn)
            return new Fault(FaultCode.ServiceUnavailable, TransparencyLog.OffWarning);
        var entry = log.Append(session, Payload(manifest));
        var stored = new StoredManifest(manifest, entry?.LogIndex);
        if (known is not null)
            LogChangeOfKeys(session, known.Manifest, stored);
        var why = known is not null ? "chain" : proof!.Value.Name();
        ManifestRows.Put(session, stored, why, Now);
        Audit(session, "manifest_stored", "success", manifest, by, ("proof", why), ("log_index", entry?.LogIndex.ToString(CultureInfo.InvariantCulture)));
        return stored;
    }

    /// <summary>Leaves a trace of a manifest that was refused; in the writer's turn.</summary>
    public Fault Reject(SqlSession session, OrgManifest manifest, Fault fault, Principal? by)
    {
        Audit(session, "manifest_rejected", "denied", manifest, by, ("reason", fault.Message));
        return fault;
    }

    /// <summary>Leaves a trace of an expired manifest for which no new one could be had; in the writer's turn.</summary>
    public void RefreshFailed(SqlSession session, OrgManifest manifest, string reason) =>
        Audit(session, "manifest_refresh_failed", "failure", manifest, null, ("reason", reason));

    /// <summary>The retiring key says itself in the log that it retires, if this node has it.</summary>
    private void LogChangeOfKeys(SqlSession session, OrgManifest before, StoredManifest after)
    {
        if (key.Signer is not { } retiring || retiring.PublicKeyText != before.PublicKey.TrimEnd('=') || after.Manifest.KeyId == before.KeyId
            || after.Manifest.RotationEvents is not [.., var change] || !Instants.TryParse(change.RotatedAt, out var rotated))
            return;
        log.Append(session, new KeyRotationEntry
        {
            EntityUri = after.Manifest.EntityUri,
            OldKeyId = before.KeyId,
            NewKeyId = after.Manifest.KeyId,
            RotatedAt = change.RotatedAt,
            DualTrustExpiresAt = Instants.Format(rotated + (long)RotationChain.DualTrust.TotalMicroseconds),
            ManifestLogIndex = after.LogIndex ?? -1,
        }.Sign(retiring));
    }

    private static Fault? Refuse(OrgManifest? known, OrgManifest manifest, ManifestProof? proof)
    {
        if (known is null)
        {
            return proof is null
                ? new Fault(FaultCode.NotOwner, "nothing proves that the caller speaks for entity_uri: publish with the organisation's own key, serve the manifest at its /.well-known/stigmem-manifest.json, or let an operator with admin:federation publish it")
                : null;
        }
        var fault = ManifestRules.JudgeUpdate(known, manifest);
        // Another text of the same age could be the older one of the two.
        if (fault == ManifestFault.None && IsSameAge(known, manifest))
            fault = ManifestFault.Rollback;
        return fault == ManifestFault.None ? null : Refusal(fault);
    }

    private static bool IsSameAge(OrgManifest known, OrgManifest manifest) =>
        Instants.TryParse(known.IssuedAt, out var before) && Instants.TryParse(manifest.IssuedAt, out var after) && before == after;

    private static Fault Refusal(ManifestFault fault) => new(fault.IsRegression() ? FaultCode.Conflict : FaultCode.Unprocessable, fault.Message());

    private static byte[] Payload(OrgManifest manifest)
    {
        using var json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(manifest.ToWire(null), WireType<ManifestRecord>.Info));
        return CanonicalJson.WriteJcs(json.RootElement);
    }

    private void Audit(SqlSession session, string type, string outcome, OrgManifest manifest, Principal? by, params ReadOnlySpan<(string Name, string? Value)> detail) =>
        audit.Append(session, new AuditEvent(type, TenantId.Default, by?.EntityUri)
        {
            OidcSub = by?.OidcSub,
            Outcome = outcome,
            Source = manifest.EntityUri,
            DetailJson = CallerActions.Detail([("key_id", manifest.KeyId), ("issued_at", manifest.IssuedAt), .. detail]),
        });
}
