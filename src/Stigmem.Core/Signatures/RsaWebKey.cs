using System.Security.Cryptography;

namespace Stigmem.Core.Signatures;

/// <summary>An RSA key of RFC 7518, section 6.3; without an <c>alg</c> of its own it serves both paddings.</summary>
internal sealed class RsaWebKey(RSAParameters parameters, string? keyId, string? declaredAlgorithm)
    : JsonWebKey(keyId, declaredAlgorithm)
{
    internal override bool Verify(string algorithm, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        var padding = algorithm == JwsAlgorithms.Ps256 ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        try
        {
            using var key = RSA.Create(parameters);
            return key.VerifyData(content, signature, HashAlgorithmName.SHA256, padding);
        }
        catch (CryptographicException)
        {
            // Numbers that are no RSA key at all: nothing verifies under them.
            return false;
        }
    }

    private protected override bool KindServes(string algorithm) => algorithm is JwsAlgorithms.Rs256 or JwsAlgorithms.Ps256;
}
