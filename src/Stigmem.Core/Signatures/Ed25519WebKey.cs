namespace Stigmem.Core.Signatures;

/// <summary>An octet key pair of RFC 8037.</summary>
internal sealed class Ed25519WebKey(byte[] publicKey, string? keyId, string? declaredAlgorithm)
    : JsonWebKey(keyId, declaredAlgorithm)
{
    internal override bool Verify(string algorithm, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature) =>
        Ed25519.Verify(publicKey, content, signature);

    private protected override bool KindServes(string algorithm) => algorithm == JwsAlgorithms.EdDsa;
}
