using Stigmem.Core.ContentIds;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Capabilities;

/// <summary>The event that ends a token. Source of the rule: Federation contract, section 9.</summary>
/// <param name="TokenId">The token.</param>
/// <param name="RevokedBy">Its issuer or its subject.</param>
/// <param name="RevokedAt">From when, as text.</param>
/// <param name="Reason">Why.</param>
public sealed record CapabilityRevocation(string TokenId, string RevokedBy, string RevokedAt, string? Reason)
{
    /// <summary>Whether an entity may take a token back: its issuer or its subject.</summary>
    public static bool MayRevoke(CapabilityToken token, string entityUri) => entityUri == token.Issuer || entityUri == token.Subject;

    /// <summary>The bytes that are signed: dialect C3 over the four members.</summary>
    /// <exception cref="FormatException">A text holds a lone surrogate.</exception>
    public byte[] SignedBytes() => CanonicalJson.WriteJcs(
        [new("reason", Reason), new("revoked_at", RevokedAt), new("revoked_by", RevokedBy), new("token_id", TokenId)]);

    /// <summary>The signature of the issuer's key.</summary>
    public string Sign(ISigner signer) => Base64Url.Encode(signer.Sign(SignedBytes()));

    /// <summary>
    /// Whether the event, heard from another node, ends the token: it must come from one who may, and the issuer must have
    /// signed it. Otherwise any node could end the tokens of any other.
    /// </summary>
    /// <param name="token">The token.</param>
    /// <param name="signature">The signature that came with the event.</param>
    /// <param name="manifest">The manifest of the token's issuer.</param>
    /// <param name="nowMicroseconds">Now.</param>
    public bool Ends(CapabilityToken token, string? signature, OrgManifest manifest, long nowMicroseconds)
    {
        if (TokenId != token.TokenId || manifest.EntityUri != token.Issuer || !MayRevoke(token, RevokedBy))
            return false;

        try
        {
            return RotationChain.TrustedKeys(manifest, nowMicroseconds).Any(key => Ed25519Verifier.IsSigned(key, SignedBytes(), signature));
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
