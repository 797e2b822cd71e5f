using Stigmem.Core.ContentIds;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Manifests;

/// <summary>One key handing over to the next. Source of the rule: Federation contract, section 8.</summary>
public sealed record RotationEvent
{
    /// <summary>The id of the key that retires.</summary>
    public required string PreviousKeyId { get; init; }

    /// <summary>The id of the key that follows.</summary>
    public required string NewKeyId { get; init; }

    /// <summary>The key that follows.</summary>
    public required string NewPublicKey { get; init; }

    /// <summary>When, as the text that is signed.</summary>
    public required string RotatedAt { get; init; }

    /// <summary>By the key that retires.</summary>
    public required string Signature { get; init; }

    /// <summary>The key that retires, if it is named; not covered by the event's own signature.</summary>
    public string? PreviousPublicKey { get; init; }

    /// <summary>Hands over from one key to the next.</summary>
    public static RotationEvent Create(ISigner retiring, ISigner next, string rotatedAt)
    {
        var unsigned = new RotationEvent
        {
            PreviousKeyId = ManifestKeys.IdOf(retiring),
            NewKeyId = ManifestKeys.IdOf(next),
            NewPublicKey = next.PublicKeyText,
            RotatedAt = rotatedAt,
            Signature = "",
            PreviousPublicKey = retiring.PublicKeyText,
        };
        return unsigned with { Signature = Base64Url.Encode(retiring.Sign(unsigned.SignedBytes())) };
    }

    /// <summary>The bytes that the retiring key signs: dialect C3 over four members.</summary>
    public byte[] SignedBytes() => CanonicalJson.WriteJcs(
    [
        new("new_key_id", NewKeyId), new("new_public_key", NewPublicKey), new("previous_key_id", PreviousKeyId), new("rotated_at", RotatedAt),
    ]);

    /// <summary>Whether the owner of the key made the signature.</summary>
    public bool IsSignedBy(string retiringKey) => Ed25519Verifier.IsSigned(retiringKey, SignedBytes(), Signature);

    /// <summary>The members as they stand within the manifest; an empty key is left out.</summary>
    internal IReadOnlyList<KeyValuePair<string, object?>> Members()
    {
        List<KeyValuePair<string, object?>> members =
        [
            new("new_key_id", NewKeyId), new("new_public_key", NewPublicKey), new("previous_key_id", PreviousKeyId),
            new("rotated_at", RotatedAt), new("signature", Signature),
        ];
        if (!string.IsNullOrEmpty(PreviousPublicKey))
            members.Add(new("previous_public_key", PreviousPublicKey));
        return members;
    }
}
