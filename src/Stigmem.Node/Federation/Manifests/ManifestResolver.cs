using Stigmem.Core.Manifests;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Manifests.Sql;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>Finds the manifest of an organisation that holds now; an expired one is asked for again at its own address.</summary>
internal sealed class ManifestResolver(SqlEngine engine, ManifestStore store, OwnManifest own, ManifestFetch fetch, TimeProvider time)
{
    private readonly HourlyLimit _refreshes = new(time);

    /// <summary>The manifest, or null.</summary>
    public async Task<StoredManifest?> ResolveAsync(string entityUri, CancellationToken ct)
    {
        if (entityUri == own.EntityUri)
            return await own.GetAsync();
        var stored = Find(entityUri);
        if (stored is null || stored.IsValidAt(store.Now))
            return stored;
        return _refreshes.TryTake(entityUri, out _) ? await RefreshAsync(stored, ct) : null;
    }

    private async Task<StoredManifest?> RefreshAsync(StoredManifest expired, CancellationToken ct)
    {
        var served = await fetch.FetchAsync(expired.Manifest.EntityUri, ct);
        return await engine.WriteAsync(session => Accept(session, expired.Manifest, served));
    }

    private StoredManifest? Accept(SqlSession session, OrgManifest expired, OrgManifest? served)
    {
        if (served is null)
        {
            store.RefreshFailed(session, expired, "no manifest is served at the organisation's address");
            return null;
        }
        if (store.Judge(served) is { } invalid)
        {
            store.RefreshFailed(session, expired, invalid.Message);
            return null;
        }
        if (store.Put(session, served, null, null).TryGet(out var fresh, out var fault))
            return fresh;
        store.RefreshFailed(session, expired, fault.Message);
        return null;
    }

    private StoredManifest? Find(string entityUri)
    {
        using var lease = engine.Read();
        return ManifestRows.Find(lease.Session, entityUri);
    }
}
