using Stigmem.Core.Manifests;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>Asks an organisation's own address for its manifest; a node that does not federate asks nobody.</summary>
internal sealed class ManifestFetch(PeerClient client, FederationSettings settings)
{
    private const int MostBytes = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What is served there, unjudged; null if nothing is, or the name is no address.</summary>
    public async Task<OrgManifest?> FetchAsync(string entityUri, CancellationToken ct)
    {
        if (!settings.Enabled)
            return null;
        if (!Uri.TryCreate(entityUri, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Query.Length > 0 || uri.Fragment.Length > 0)
            return null;
        if (await client.GetAsync(new PeerEndpoint(entityUri, null), GetOwnManifest.Path, null, MostBytes, Patience, ct) is not { } answer)
            return null;
        using var json = answer.Json;
        if (answer.Status != 200 || json is null || !JsonBody.NamesAreUnicode(json.RootElement))
            return null;
        var errors = new ShapeErrors();
        var manifest = ManifestReader.Read(new ObjectReader(json.RootElement, errors, "body"));
        return errors.Any || manifest.EntityUri != entityUri ? null : manifest;
    }
}
