using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>A manifest that was accepted.</summary>
/// <param name="Manifest">The manifest.</param>
/// <param name="LogIndex">Where the transparency log has it; null if the log was off.</param>
internal sealed record StoredManifest(OrgManifest Manifest, long? LogIndex)
{
    /// <summary>Whether it still holds at a time.</summary>
    public bool IsValidAt(long microseconds) => Instants.TryParse(Manifest.ExpiresAt, out var expires) && expires > microseconds;
}
