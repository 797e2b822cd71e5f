namespace Stigmem.Core.Signatures;

/// <summary>The signature algorithms that are served, by their names in RFC 7518 and RFC 8037. All are asymmetric.</summary>
public static class JwsAlgorithms
{
    /// <summary>Ed25519.</summary>
    public const string EdDsa = "EdDSA";

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256.</summary>
    public const string Rs256 = "RS256";

    /// <summary>RSASSA-PSS with SHA-256.</summary>
    public const string Ps256 = "PS256";

    /// <summary>ECDSA on P-256 with SHA-256.</summary>
    public const string Es256 = "ES256";

    /// <summary>All four.</summary>
    public static IReadOnlyList<string> All { get; } = [Rs256, Es256, Ps256, EdDsa];
}
