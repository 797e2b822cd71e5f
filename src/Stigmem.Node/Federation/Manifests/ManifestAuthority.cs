using Stigmem.Core.Manifests;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>
/// Whether anything speaks for a first manifest beside itself: its signature only proves that its author has the key that
/// it names, which anybody can make.
/// </summary>
internal sealed class ManifestAuthority(OwnManifest own, NodeKey key, ManifestFetch fetch)
{
    /// <summary>The first proof that holds, the cheap ones before the one that asks the network; null if none does.</summary>
    public async Task<ManifestProof?> ProveAsync(Principal caller, OrgManifest manifest, CancellationToken ct)
    {
        if (manifest.EntityUri == own.EntityUri)
            return key.Signer?.PublicKeyText == manifest.PublicKey.TrimEnd('=') ? ManifestProof.Node : null;
        if (caller.EntityUri == manifest.EntityUri)
            return ManifestProof.Caller;
        if (caller.Has(Permissions.AdminFederation))
            return ManifestProof.Operator;
        var served = await fetch.FetchAsync(manifest.EntityUri, ct);
        return served is not null && served.PublicKey.TrimEnd('=') == manifest.PublicKey.TrimEnd('=') && served.IsSignedBySelf()
            ? ManifestProof.WellKnown
            : null;
    }
}
