using Stigmem.Core.Signatures;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>The organisation's key, which is not the key among peers (federation contract, section 1).</summary>
internal sealed class NodeKey(OrganisationSettings settings) : IDisposable
{
    private readonly Ed25519Signer? _signer = Ed25519Signer.TryCreate(settings.PrivateKey, out var signer) ? signer : null;

    /// <summary>Signs for the organisation; null when no key is set.</summary>
    public ISigner? Signer => _signer;

    public void Dispose() => _signer?.Dispose();
}
