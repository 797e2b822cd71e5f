using Stigmem.Core.ContentIds;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Manifests;

/// <summary>
/// What the transparency log records of a change of keys, signed by the key that retires. Source of the rule: Federation
/// contract, section 8.
/// </summary>
public sealed record KeyRotationEntry
{
    /// <summary>The organisation.</summary>
    public required string EntityUri { get; init; }

    /// <summary>The id of the key that retires.</summary>
    public required string OldKeyId { get; init; }

    /// <summary>The id of the key that follows.</summary>
    public required string NewKeyId { get; init; }

    /// <summary>When.</summary>
    public required string RotatedAt { get; init; }

    /// <summary>Until when both are good.</summary>
    public required string DualTrustExpiresAt { get; init; }

    /// <summary>Where the log has the manifest of the new key; -1 in a trial.</summary>
    public required long ManifestLogIndex { get; init; }

    /// <summary>The bytes that the retiring key signs: dialect C3 over seven members.</summary>
    public byte[] SignedBytes() => CanonicalJson.WriteJcs(Members());

    /// <summary>The payload for the log: the same members and <c>rotation_sig</c>.</summary>
    public byte[] Sign(ISigner retiring) => CanonicalJson.WriteJcs(
        [.. Members(), new("rotation_sig", Base64Url.Encode(retiring.Sign(SignedBytes())))]);

    private KeyValuePair<string, object?>[] Members() =>
    [
        new("dual_trust_expires_at", DualTrustExpiresAt), new("entity_uri", EntityUri), new("event_type", "key_rotation"),
        new("manifest_log_index", ManifestLogIndex), new("new_key_id", NewKeyId), new("old_key_id", OldKeyId), new("rotated_at", RotatedAt),
    ];
}
