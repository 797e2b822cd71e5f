namespace Stigmem.Core.Signatures;

/// <summary>Signs on behalf of one private key, without showing it.</summary>
public interface ISigner
{
    /// <summary>The public key as it travels: base64url of the raw bytes, without padding.</summary>
    string PublicKeyText { get; }

    /// <summary>The raw signature of the message.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
