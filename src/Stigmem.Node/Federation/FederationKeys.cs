using Stigmem.Core.Signatures;

namespace Stigmem.Node.Federation;

/// <summary>The node's key among peers and, for a day after a change, the one before.</summary>
internal sealed class FederationKeys(Ed25519Signer current, Ed25519Signer? retired, DateTimeOffset retiredUntil) : IDisposable
{
    /// <summary>The key that the node tells its peers.</summary>
    public ISigner Current => current;

    /// <summary>The key that peers may still know the node by; null when it is over.</summary>
    public ISigner? RetiredAt(DateTimeOffset now) => now < retiredUntil ? retired : null;

    public void Dispose()
    {
        current.Dispose();
        retired?.Dispose();
    }
}
