using Stigmem.Core.ContentIds;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Manifests;

/// <summary>What an organisation says about itself, signed. Source of the rule: Federation contract, section 8.</summary>
public sealed record OrgManifest
{
    /// <summary>The organisation.</summary>
    public required string EntityUri { get; init; }

    /// <summary>The id of its key.</summary>
    public required string KeyId { get; init; }

    /// <summary>Its key, as text.</summary>
    public required string PublicKey { get; init; }

    /// <summary>When it was issued, as the text that is signed.</summary>
    public required string IssuedAt { get; init; }

    /// <summary>When it ends, as the text that is signed.</summary>
    public required string ExpiresAt { get; init; }

    /// <summary>The URIs that it speaks for; each stands for itself only.</summary>
    public required IReadOnlyList<string> Entities { get; init; }

    /// <summary>How the key came to be this one, oldest first.</summary>
    public IReadOnlyList<RotationEvent> RotationEvents { get; init; } = [];

    /// <summary>The signature of the key.</summary>
    public string Signature { get; init; } = "";

    /// <summary>The bytes that are signed: dialect C3 over all members but the signature.</summary>
    /// <exception cref="FormatException">A text holds a lone surrogate.</exception>
    public byte[] SignedBytes() => CanonicalJson.WriteJcs(
    [
        new("entities", Entities), new("entity_uri", EntityUri), new("expires_at", ExpiresAt), new("issued_at", IssuedAt),
        new("key_id", KeyId), new("public_key", PublicKey),
        new("rotation_events", (object?[])[.. RotationEvents.Select(rotation => rotation.Members())]),
    ]);

    /// <summary>The manifest with its signature.</summary>
    public OrgManifest Sign(ISigner signer) => this with { Signature = Base64Url.Encode(signer.Sign(SignedBytes())) };

    /// <summary>Whether the key that it names signed it.</summary>
    public bool IsSignedBySelf() => Ed25519Verifier.IsSigned(PublicKey, SignedBytes(), Signature);
}
