using System.Collections.Concurrent;
using Stigmem.Core.Faults;
using Stigmem.Core.Manifests;
using Stigmem.Core.Peers;
using Stigmem.Core.Trust;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Manifests.Sql;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Manifests;

/// <summary>
/// Learns the manifests of peers at their addresses, and again before they end (federation contract, section 3). A strict
/// node exchanges nothing with a peer whose manifest is in no log; the others only note it.
/// </summary>
internal sealed class PeerManifests(
    SqlEngine engine, PeerDirectory peers, ManifestFetch fetch, ManifestStore store, FederationAudit audit, TrustSettings trust, TimeProvider time) : IJob
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _asked = [];

    public string Name => "peer manifests";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    /// <summary>What a peer's manifest is called: its address.</summary>
    public static string NameOf(Peer peer) => peer.NodeUrl.TrimEnd('/');

    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (trust.Mode == TrustMode.Off)
            return;
        foreach (var peer in peers.Current.Values.Where(peer => peer.Status is PeerStatus.Active or PeerStatus.PendingTlProof && IsDue(peer)))
        {
            _asked[peer.Id] = time.GetUtcNow();
            var served = await fetch.FetchAsync(NameOf(peer), ct);
            await engine.WriteAsync(session => Take(session, peer, served));
        }
    }

    private bool IsDue(Peer peer) => !_asked.TryGetValue(peer.Id, out var asked) || time.GetUtcNow() - asked >= Pause;

    private bool Take(SqlSession session, Peer asked, OrgManifest? served)
    {
        if (!peers.Working.TryGetValue(asked.NodeId, out var peer) || peer.Id != asked.Id)
            return false;
        var known = ManifestRows.Find(session, NameOf(peer));
        var stored = served is null || served.Signature == known?.Manifest.Signature ? known : Accept(session, peer, served);
        var isProven = stored is { LogIndex: not null } && stored.IsValidAt(store.Now);
        Judge(session, peer, isProven, isNews: stored != known || known is null);
        return isProven;
    }

    private StoredManifest? Accept(SqlSession session, Peer peer, OrgManifest served)
    {
        var fault = store.Judge(served);
        if (fault is null && !served.Entities.Contains(peer.NodeId))
            fault = new Fault(FaultCode.Unprocessable, "the manifest at the peer's address does not speak for its node id");
        if (fault is null && store.Put(session, served, ManifestProof.WellKnown, null).TryGet(out var stored, out fault))
            return stored;
        audit.OfPeer(session, "manifest_refresh_failed", peer.Id.ToString(), "failure", ("reason", fault!.Message));
        return ManifestRows.Find(session, NameOf(peer));
    }

    private void Judge(SqlSession session, Peer peer, bool isProven, bool isNews)
    {
        var isStrict = trust.Mode == TrustMode.Strict;
        if (isStrict && isProven == (peer.Status == PeerStatus.PendingTlProof))
        {
            peers.Put(session, peer with { Status = isProven ? PeerStatus.Active : PeerStatus.PendingTlProof });
            isNews = true;
        }
        if (!isNews)
            return;
        if (isProven)
            audit.OfPeer(session, "tl_proof_verified", peer.Id.ToString(), "success", ("node_id", peer.NodeId));
        else
        {
            audit.OfPeer(
                session, "tl_proof_missing", peer.Id.ToString(), isStrict ? "denied" : "success",
                ("action", isStrict ? "downgraded_to_pending_tl_proof" : "accepted_with_warning"), ("node_id", peer.NodeId));
        }
    }

    /// <summary>What a peer's manifest speaks for beside the peer, as far as it holds now.</summary>
    public IReadOnlySet<string> EntitiesOf(Peer peer)
    {
        using var lease = engine.Read();
        return ManifestRows.Find(lease.Session, NameOf(peer)) is { } stored && stored.IsValidAt(store.Now)
            ? stored.Manifest.Entities.ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
    }
}
