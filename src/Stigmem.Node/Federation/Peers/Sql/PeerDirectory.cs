using System.Collections.Immutable;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest.Sql;
using Stigmem.Node.Federation.Push.Sql;

namespace Stigmem.Node.Federation.Peers.Sql;

/// <summary>Registered peers: few, and asked for by every request of one, so all are in memory.</summary>
internal sealed class PeerDirectory(TimeProvider time) : IWriterState
{
    private static readonly SqlText SelectAll = new(
        "SELECT id, node_id, node_url, public_key, scopes, status, reason, own_kind, registered_us, approved_us, until_us FROM peers");

    private static readonly SqlText Upsert = new(
        """
        INSERT INTO peers (id, node_id, node_url, public_key, scopes, status, reason, own_kind, registered_us, approved_us, until_us)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        ON CONFLICT (id) DO UPDATE SET node_url = ?3, public_key = ?4, scopes = ?5, status = ?6, reason = ?7, own_kind = ?8, approved_us = ?10, until_us = ?11
        """);

    private static readonly SqlText Delete = new("DELETE FROM peers WHERE id = ?1");

    private ImmutableDictionary<string, Peer> _working = ImmutableDictionary<string, Peer>.Empty;
    private volatile ImmutableDictionary<string, Peer> _current = ImmutableDictionary<string, Peer>.Empty;

    /// <summary>Committed peers by their node id.</summary>
    public ImmutableDictionary<string, Peer> Current => _current;

    /// <summary>Peers by their node id, as the writer's turn has them.</summary>
    public ImmutableDictionary<string, Peer> Working => _working;

    /// <summary>The peer of a registration among some.</summary>
    public static Peer? Find(ImmutableDictionary<string, Peer> peers, Guid id) => peers.Values.FirstOrDefault(peer => peer.Id == id);

    /// <summary>The registrations as they are listed: oldest first, and what is over does not seem to go on.</summary>
    public IEnumerable<Peer> Listed() =>
        Current.Values.OrderBy(peer => peer.RegisteredMicroseconds).ThenBy(peer => peer.NodeId, StringComparer.Ordinal).Select(AsOfNow);

    /// <summary>The peers that facts are exchanged with now.</summary>
    public IEnumerable<Peer> Active() => Current.Values.Where(peer => IsInForce(Current, peer));

    /// <summary>
    /// Whether an agreement still is what it was when its peer was looked up: the same registration, active and not over, for the
    /// same scopes. Whatever takes a while asks again before facts cross.
    /// </summary>
    public bool IsInForce(ImmutableDictionary<string, Peer> among, Peer peer) =>
        among.TryGetValue(peer.NodeId, out var now) && now.Id == peer.Id && AsOfNow(now).Status == PeerStatus.Active && now.Scopes == peer.Scopes;

    /// <summary>A registration as it is at this moment.</summary>
    public Peer AsOfNow(Peer peer) => peer.AsOf(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);

    /// <summary>Writes a peer, new or changed; in the writer's turn.</summary>
    public void Put(SqlSession session, Peer peer)
    {
        using (var upsert = session.Use(Upsert))
        {
            upsert.Bind(1, peer.Id).Bind(2, peer.NodeId).Bind(3, peer.NodeUrl).Bind(4, peer.PublicKey).Bind(5, peer.Scopes.ToString())
                .Bind(6, peer.Status.Name()).Bind(7, peer.Reason).Bind(8, peer.IsOwnKind ? 1L : 0L).Bind(9, peer.RegisteredMicroseconds)
                .Bind(10, peer.ApprovedMicroseconds).Bind(11, peer.UntilMicroseconds).Execute();
        }
        KeyChangeRows.Put(session, peer);
        _working = _working.SetItem(peer.NodeId, WithKey(peer));
    }

    /// <summary>Forgets a peer and what was kept for it; in the writer's turn.</summary>
    public void Remove(SqlSession session, Peer peer)
    {
        using (var delete = session.Use(Delete))
            delete.Bind(1, peer.Id).Execute();
        KeyChangeRows.Remove(session, peer);
        PeerCursors.Remove(session, peer);
        DeadLetters.RemoveAll(session, peer);
        PushLetters.RemoveAll(session, peer);
        _working = _working.Remove(peer.NodeId);
    }

    public void Load(SqlSession session)
    {
        var changes = KeyChangeRows.ReadAll(session);
        var all = ImmutableDictionary.CreateBuilder<string, Peer>();
        using (var rows = session.Use(SelectAll))
        {
            while (rows.Step())
            {
                var peer = Read(rows);
                var (retired, next) = changes.GetValueOrDefault(peer.Id);
                all.Add(peer.NodeId, peer with { Retired = retired, Next = next });
            }
        }
        _working = all.ToImmutable();
        Publish();
    }

    public void Publish() => _current = _working;

    private static Peer Read(SqlStatement row) => WithKey(new Peer
    {
        Id = row.GetGuid(0),
        NodeId = row.GetString(1),
        NodeUrl = row.GetString(2),
        PublicKey = row.GetString(3),
        Scopes = PeerScopes.OfKnown(row.GetString(4).Split(',')),
        Status = PeerStatuses.TryParse(row.GetString(5), out var status) ? status : PeerStatus.Rejected,
        Reason = row.GetStringOrNull(6),
        IsOwnKind = row.GetInt64(7) != 0,
        RegisteredMicroseconds = row.GetInt64(8),
        ApprovedMicroseconds = row.GetInt64OrNull(9),
        UntilMicroseconds = row.GetInt64OrNull(10),
    });

    private static Peer WithKey(Peer peer) =>
        peer with { Key = Ed25519Verifier.TryCreate(peer.PublicKey, out var key) ? key : null };
}
