using Stigmem.Core.Manifests;
using Stigmem.Protocol.Manifests;
using Stigmem.Protocol.Transparency;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>Manifests between the rules and the wire.</summary>
public static class ManifestMapping
{
    /// <summary>The manifest as it travels.</summary>
    public static ManifestRecord ToWire(this OrgManifest manifest, LogEntryRecord? logEntry) => new()
    {
        EntityUri = manifest.EntityUri,
        KeyId = manifest.KeyId,
        PublicKey = manifest.PublicKey,
        IssuedAt = manifest.IssuedAt,
        ExpiresAt = manifest.ExpiresAt,
        Entities = manifest.Entities,
        RotationEvents = [.. manifest.RotationEvents.Select(ToWire)],
        Signature = manifest.Signature,
        LogEntry = logEntry,
    };

    /// <summary>The manifest as the rules know it.</summary>
    public static OrgManifest ToDomain(this ManifestRecord record) => new()
    {
        EntityUri = record.EntityUri,
        KeyId = record.KeyId,
        PublicKey = record.PublicKey,
        IssuedAt = record.IssuedAt,
        ExpiresAt = record.ExpiresAt,
        Entities = record.Entities,
        RotationEvents = [.. record.RotationEvents.Select(ToDomain)],
        Signature = record.Signature,
    };

    private static RotationEventRecord ToWire(RotationEvent rotation) => new()
    {
        PreviousKeyId = rotation.PreviousKeyId,
        NewKeyId = rotation.NewKeyId,
        NewPublicKey = rotation.NewPublicKey,
        RotatedAt = rotation.RotatedAt,
        Signature = rotation.Signature,
        PreviousPublicKey = rotation.PreviousPublicKey,
    };

    private static RotationEvent ToDomain(RotationEventRecord record) => new()
    {
        PreviousKeyId = record.PreviousKeyId,
        NewKeyId = record.NewKeyId,
        NewPublicKey = record.NewPublicKey,
        RotatedAt = record.RotatedAt,
        Signature = record.Signature,
        PreviousPublicKey = record.PreviousPublicKey,
    };
}
