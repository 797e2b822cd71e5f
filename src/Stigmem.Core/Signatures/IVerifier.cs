namespace Stigmem.Core.Signatures;

/// <summary>Checks signatures of one public key.</summary>
public interface IVerifier
{
    /// <summary>The public key as it travels: base64url of the raw bytes, without padding.</summary>
    string PublicKeyText { get; }

    /// <summary>Tells whether the owner of the key signed the message.</summary>
    bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);
}
