using Stigmem.Core.Faults;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;

namespace Stigmem.Core.Capabilities;

/// <summary>
/// Issues capability tokens. There are no unsigned ones, which the reference hands out when it has no key: nobody could
/// ever verify them. Source of the rule: Federation contract, section 9.
/// </summary>
public static class CapabilityIssuer
{
    /// <summary>The longest life of a token: 90 days.</summary>
    public const long LongestTtlSeconds = 7_776_000;

    /// <summary>Issues a token.</summary>
    /// <param name="grant">What is asked for.</param>
    /// <param name="caller">The entity of the caller's key.</param>
    /// <param name="manifest">The issuer's manifest, if there is one that holds now.</param>
    /// <param name="signer">The organisation's key.</param>
    /// <param name="tokenId">The text of a new UUID.</param>
    /// <param name="nonce">64 random lower-case hexadecimal digits.</param>
    /// <param name="nowMicroseconds">Now.</param>
    public static Outcome<CapabilityToken> Issue(
        in CapabilityGrant grant, string caller, OrgManifest? manifest, ISigner signer, string tokenId, string nonce, long nowMicroseconds)
    {
        if (Shape(grant) is { } malformed)
            return new Fault(FaultCode.ValidationFailed, malformed);
        if (grant.Issuer != caller)
            return new Fault(FaultCode.NotOwner, "issuer must be the caller's entity_uri");
        if (manifest is null || manifest.EntityUri != grant.Issuer)
            return new Fault(FaultCode.Unprocessable, "issuer manifest not found or expired; publish one first");
        if (!manifest.Entities.Contains(grant.Subject))
            return new Fault(FaultCode.NotOwner, "subject is not among the entities of the issuer's manifest (rule C1)");
        if (signer.PublicKeyText != manifest.PublicKey.TrimEnd('='))
            return new Fault(FaultCode.Unprocessable, "the node's key is not that of the issuer's manifest; publish a manifest with it");

        try
        {
            return CapabilityToken.Create(grant, tokenId, nonce, nowMicroseconds, signer);
        }
        catch (FormatException)
        {
            return new Fault(FaultCode.ValidationFailed, "a capability token must be valid Unicode");
        }
    }

    private static string? Shape(in CapabilityGrant grant)
    {
        if (grant.Issuer.Length == 0 || grant.Subject.Length == 0 || grant.Verb.Length == 0 || grant.Object.Length == 0)
            return "issuer, subject, verb and object are required";
        if (!CapabilityVerbs.All.Contains(grant.Verb))
            return $"verb must be one of {string.Join(", ", CapabilityVerbs.All)}";
        return grant.TtlSeconds is < 1 or > LongestTtlSeconds ? $"ttl_seconds must lie between 1 and {LongestTtlSeconds}" : null;
    }
}
