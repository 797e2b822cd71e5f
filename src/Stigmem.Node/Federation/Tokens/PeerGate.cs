using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Stigmem.Core.Certificates;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Discovery;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Tls;
using Stigmem.Node.Federation.Tokens.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Federation.Tokens;

/// <summary>
/// Lets peers in by their tokens, each once (federation contract, section 4). Whatever can be refused without the store is
/// refused first; a nonce is spent only by a token that holds.
/// </summary>
internal sealed class PeerGate(
    SqlEngine engine, PeerDirectory peers, FederationAudit audit, FederationSettings settings, NodeIdentity identity, MutualTls tls, PeerClocks clocks, RefusalRows refusals,
    FederationMetrics metrics, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>Whether a request comes with a token at all.</summary>
    public static bool HasToken(HttpRequest request) => !string.IsNullOrEmpty(Bearer(request));

    /// <summary>The peer behind a request, or the refusal, which is audited then.</summary>
    public async ValueTask<Outcome<PeerCaller>> AdmitAsync(HttpRequest request)
    {
        if (!settings.Enabled)
            return new Fault(FaultCode.FederationDisabled, "this node does not federate; its operator can set STIGMEM_FEDERATION_ENABLED");
        if (!PeerToken.TryRead(Bearer(request), out var token, out var fault))
            return Refusal(fault);
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var peer = peers.Current.GetValueOrDefault(token.Issuer);
        var check = new PeerTokenCheck(identity.NodeId, settings.Tokens);
        var judged = check.Judge(token, peer?.KeysAt(nowMs * 1_000), nowMs, out var verified);
        if (judged == PeerTokenFault.None && !IsOf(peer!, request.HttpContext.Connection.ClientCertificate))
            judged = PeerTokenFault.CertificateMismatch;
        if (judged != PeerTokenFault.None)
        {
            await RecordAsync(peer, token.Issuer, judged);
            return Refusal(judged);
        }
        fault = await engine.WriteAsync(session => Last(session, peer!, verified.Nonce, nowMs));
        if (fault != PeerTokenFault.None)
        {
            await RecordAsync(peer, token.Issuer, fault);
            return Refusal(fault);
        }
        if (clocks.Heard(peer!, verified.IssuedAtMs - nowMs) is { } alarm)
            await engine.WriteAsync(session => Alarm(session, peer!, alarm));
        return new PeerCaller(peer!, PeerScopes.Permitted(peer!.Scopes, verified.Scopes, settings.AllowTeam), verified.IssuedAtMs);
    }

    /// <summary>Whether a peer may still exchange facts under the agreement that was in force when it was looked up.</summary>
    public bool IsActive(Peer peer) => peers.IsInForce(peers.Current, peer);

    /// <summary>What only the writer's turn can tell: whether the peer has been turned away, and whether the nonce is new.</summary>
    private PeerTokenFault Last(SqlSession session, Peer peer, in NonceClaim nonce, long nowMs)
    {
        if (!peers.IsInForce(peers.Working, peer))
            return PeerTokenFault.NotApproved;
        return PeerNonces.Spend(session, nonce, nowMs) ? PeerTokenFault.None : PeerTokenFault.NonceAlreadySeen;
    }

    /// <summary>Whether the connection is the peer's own; without mutual TLS nothing tells.</summary>
    private bool IsOf(Peer peer, X509Certificate2? certificate) =>
        !tls.IsOn || (certificate is not null && SubjectNames.AreOf(certificate, peer.NodeId));

    /// <summary>An audit row, unless there are many of its kind; what has none costs the writer nothing.</summary>
    private async ValueTask RecordAsync(Peer? peer, string issuer, PeerTokenFault fault)
    {
        if (fault.AuditEvent() is not { } happened)
            return;
        metrics.TokenRefused(fault);
        if (!refusals.HasRow(peer?.Id, fault.Detail(), out var leftOut))
            return;
        await engine.WriteAsync(session =>
        {
            audit.OfPeer(
                session, happened, peer?.Id.ToString() ?? issuer, "denied",
                ("reason", fault.Detail()), RefusalRows.Detail(leftOut));
            return true;
        });
    }

    private bool Alarm(SqlSession session, Peer peer, PeerClockAlarm alarm)
    {
        audit.OfPeer(
            session, "peer_clock_drift", peer.Id.ToString(), alarm.IsRaised ? "failure" : "success", ("peer_node_id", peer.NodeId),
            ("state", alarm.IsRaised ? "raised" : "cleared"), ("lead_ms", FederationAudit.Text((long)alarm.LeadMs)));
        return true;
    }

    private static string? Bearer(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        return header.Count > 0 && header[0]!.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[0]![Scheme.Length..].Trim() : null;
    }

    private static Fault Refusal(PeerTokenFault fault) => new(FaultCode.PeerTokenRefused, fault.Detail());
}
