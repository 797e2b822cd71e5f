using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.Ingest;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Ingest.Sql;

/// <summary>What the audit log says about facts of a peer (federation contract, sections 6, 7 and 12); in the writer's turn.</summary>
internal sealed class IngestAudit(FederationAudit audit, FactReader reader)
{
    private const int LongestId = 64;
    private const int LongestText = 256;

    /// <summary>What came in, once a page: a row for each fact would say nothing that the fact does not.</summary>
    public void Accepted(SqlSession session, Peer peer, int stored, int known) => audit.OfPeer(
        session, "facts_accepted", peer.AuditName, "success", ("accepted", FederationAudit.Text(stored)), ("known", FederationAudit.Text(known)));

    /// <summary>A fact that was refused once and is stored now.</summary>
    public void Admitted(SqlSession session, Peer peer, InboundLetter letter) => audit.OfPeer(
        session, "dead_letter_admitted", peer.AuditName, "success", ("fact_id", Cut(letter.FactId, LongestId)), ("peer_node_id", peer.NodeId));

    /// <summary>Letters that had to go because the peer has too many.</summary>
    public void Dropped(SqlSession session, Peer peer, long letters) => audit.Bounded(
        session, "dead_letters_dropped", peer, "", "success", ("letters", FederationAudit.Text(letters)), ("peer_node_id", peer.NodeId));

    /// <summary>A stamp out of bounds.</summary>
    public void Anomaly(SqlSession session, Peer peer, in HlcAnomaly anomaly, bool accepted) => audit.Bounded(
        session, "peer_hlc_anomaly", peer, anomaly.Direction, accepted ? "success" : "denied",
        ("sender_node_id", peer.NodeId), ("direction", anomaly.Direction), ("action", accepted ? "accepted" : "refused"),
        ("skew_ms", FederationAudit.Text(anomaly.SkewMs)), ("remote_wall_ms", FederationAudit.Text(anomaly.RemoteWallMs)),
        ("local_wall_ms", FederationAudit.Text(anomaly.LocalWallMs)), ("max_future_skew_ms", FederationAudit.Text(anomaly.Bounds.MaxFutureMs)),
        ("max_past_skew_ms", FederationAudit.Text(anomaly.Bounds.MaxPastMs)));

    /// <summary>A fact that is not stored.</summary>
    public void Refused(SqlSession session, Peer peer, InboundLetter letter, IngestRefusal refusal)
    {
        List<(string, string?)> detail =
        [
            ("fact_id", Cut(letter.FactId, LongestId)), ("reason", refusal.Name()), ("peer_node_id", peer.NodeId), ("scope", Text(letter, "scope")),
            ("source", Text(letter, "source")),
        ];
        if (refusal == IngestRefusal.ValidUntilExtension && letter.Fact is { } known)
        {
            var stored = reader.Find(session, known.Fact.Id, TenantId.Default)?.ValidUntilMicroseconds;
            detail.AddRange(
                [("sender_node_id", peer.NodeId), ("stored_valid_until", stored is { } at ? Instants.Format(at) : null), ("incoming_valid_until", Cut(known.Fact.ValidUntil, LongestText))]);
        }
        audit.Bounded(session, EventOf(refusal), peer, refusal.Name(), "denied", [.. detail]);
    }

    private static string EventOf(IngestRefusal refusal) => refusal switch
    {
        IngestRefusal.ScopeNotPermitted => "scope_violation",
        IngestRefusal.CidMismatch => "federation_integrity_rejected",
        IngestRefusal.ValidUntilExtension => "federation_valid_until_extension_rejected",
        _ => "rejected_fact",
    };

    /// <summary>A member as it came: what was refused may have any shape.</summary>
    private static string? Text(InboundLetter letter, string name)
    {
        try
        {
            return letter.Json.ValueKind == JsonValueKind.Object && letter.Json.TryGetProperty(name, out var member) && ObjectReader.TryText(member, out var text)
                ? Cut(text, LongestText)
                : null;
        }
        catch (InvalidOperationException)
        {
            // Looking a member up fails at a name that is no valid Unicode.
            return null;
        }
    }

    private static string? Cut(string? text, int most) => text is null || text.Length <= most ? text : text[..most];
}
