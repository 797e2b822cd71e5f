using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Federation.Manifests.Sql;

namespace Stigmem.Node.Federation.Ingest.Sql;

/// <summary>
/// Manifests that hold and speak for the sources of one page: the source's own, or that of the sender. A manifest may be
/// large, so the sender's is read once.
/// </summary>
internal sealed class CoveringManifests
{
    private readonly SqlSession _session;
    private readonly long _nowMicroseconds;
    private readonly StoredManifest? _sender;
    private readonly HashSet<string> _ofSender = new(StringComparer.Ordinal);

    public CoveringManifests(SqlSession session, string? sender, long nowMicroseconds)
    {
        (_session, _nowMicroseconds) = (session, nowMicroseconds);
        _sender = Held(sender);
        if (_sender is not null)
            _ofSender.UnionWith([_sender.Manifest.EntityUri, .. _sender.Manifest.Entities]);
    }

    /// <summary>The manifest behind a source; null if there is none.</summary>
    public StoredManifest? Of(string source)
    {
        if (Held(source) is { } own && (own.Manifest.EntityUri == source || own.Manifest.Entities.Contains(source)))
            return own;
        return _ofSender.Contains(source) ? _sender : null;
    }

    private StoredManifest? Held(string? name) =>
        name is not null && ManifestRows.Find(_session, name) is { } stored && stored.IsValidAt(_nowMicroseconds) ? stored : null;
}
