using Stigmem.Core.Clock;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Discovery;
using Stigmem.Node.Federation.Manifests.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>
/// The manifest of the node's own organisation. It is made when somebody first asks for it, and again in the last month of
/// its year or when the operator has added entities; a manifest that was published for the node takes its place.
/// </summary>
internal sealed class OwnManifest(SqlEngine engine, ManifestStore store, NodeKey key, NodeIdentity node, IdentitySettings identity, OrganisationSettings settings)
{
    private const long Day = 86_400_000_000;
    private const long Life = 365 * Day;
    private const long Renewal = 30 * Day;

    /// <summary>What the node's organisation is called: the node's URL.</summary>
    public string EntityUri { get; } = identity.NodeUrl.OriginalString.TrimEnd('/');

    private IEnumerable<string> Entities => [EntityUri, node.NodeId, .. settings.Entities];

    /// <summary>The manifest that holds now; null when the node has no key and nobody published one.</summary>
    public async Task<StoredManifest?> GetAsync()
    {
        var stored = Find();
        if (key.Signer is { } signer && MustIssue(stored, signer) && (await engine.WriteAsync(session => Issue(session, signer))) is { } issued)
            stored = issued;
        return stored?.IsValidAt(store.Now) == true ? stored : null;
    }

    private StoredManifest? Find()
    {
        using var lease = engine.Read();
        return ManifestRows.Find(lease.Session, EntityUri);
    }

    /// <summary>Another key than the published one needs a signed change of keys, which is the operator's to make.</summary>
    private bool MustIssue(StoredManifest? stored, ISigner signer) =>
        stored is null
        || (stored.Manifest.PublicKey.TrimEnd('=') == signer.PublicKeyText
            && (!stored.IsValidAt(store.Now + Renewal) || Entities.Except(stored.Manifest.Entities).Any()));

    private StoredManifest? Issue(SqlSession session, ISigner signer)
    {
        var before = ManifestRows.Find(session, EntityUri);
        // Somebody else's turn may have come first.
        if (!MustIssue(before, signer))
            return before;
        var issuedAt = After(before);
        var manifest = new OrgManifest
        {
            EntityUri = EntityUri,
            KeyId = ManifestKeys.IdOf(signer),
            PublicKey = signer.PublicKeyText,
            IssuedAt = Instants.Format(issuedAt),
            ExpiresAt = Instants.Format(issuedAt + Life),
            Entities = [.. (before?.Manifest.Entities ?? []).Union(Entities)],
            RotationEvents = before?.Manifest.RotationEvents ?? [],
        }.Sign(signer);
        return store.Put(session, manifest, ManifestProof.Node, null).TryGet(out var stored, out _) ? stored : before;
    }

    /// <summary>Now, or just after the one before: a clock that was set back must not make every request an attempt that is refused.</summary>
    private long After(StoredManifest? before) =>
        before is not null && Instants.TryParse(before.Manifest.IssuedAt, out var issued) ? Math.Max(store.Now, issued + 1) : store.Now;
}
