using Stigmem.Core.Signatures;

namespace Stigmem.Node.Federation.Peers;

/// <summary>The key that a peer had before its present one.</summary>
/// <param name="PublicKey">Its text.</param>
/// <param name="UntilMicroseconds">From when on it is good for nothing.</param>
internal sealed record RetiredKey(string PublicKey, long UntilMicroseconds)
{
    /// <summary>The opened key; null if the text is no key.</summary>
    public IVerifier? Key { get; } = Ed25519Verifier.TryCreate(PublicKey, out var key) ? key : null;
}
