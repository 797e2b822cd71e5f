using System.Security.Cryptography;

namespace Stigmem.Core.Signatures;

/// <summary>An elliptic curve key of RFC 7518, section 6.2.</summary>
internal sealed class P256WebKey(ECParameters parameters, string? keyId, string? declaredAlgorithm)
    : JsonWebKey(keyId, declaredAlgorithm)
{
    private const int SignatureLength = 64;

    internal override bool Verify(string algorithm, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != SignatureLength)
            return false;

        using var key = ECDsa.Create(parameters);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private protected override bool KindServes(string algorithm) => algorithm == JwsAlgorithms.Es256;
}
