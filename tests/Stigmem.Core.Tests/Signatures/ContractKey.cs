using Stigmem.Core.Signatures;

namespace Stigmem.Core.Tests.Signatures;

/// <summary>Keys of known seeds; the first is that of the contract's vectors, the bytes 00 to 1f.</summary>
internal static class ContractKey
{
    public const string PublicText = "A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg";
    public const string KeyId = "56475aa75463474c";

    public static Ed25519Signer Signer() => Signer(0);

    public static Ed25519Signer Signer(byte first) => new([.. Enumerable.Range(first, 32).Select(i => (byte)i)]);

    public static Ed25519Verifier Verifier(byte first = 0)
    {
        using var signer = Signer(first);
        Assert.True(Ed25519Verifier.TryCreate(signer.PublicKeyText, out var verifier));
        return verifier;
    }
}
