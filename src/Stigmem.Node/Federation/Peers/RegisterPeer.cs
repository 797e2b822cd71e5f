using Microsoft.AspNetCore.Http;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Peers;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Federation;

namespace Stigmem.Node.Federation.Peers;

/// <summary>
/// <c>POST /v1/federation/peers</c>: another node introduces itself (federation contract, section 3). The row is written
/// before the node is asked, so that two declarations of one name cannot both get in.
/// </summary>
internal sealed class RegisterPeer(
    SqlEngine engine, PeerDirectory peers, PeerClient client, RedeclarePeer redeclare, FederationAudit audit, IdSource ids, TimeProvider time)
{
    private static readonly TimeSpan LongestJudgement = TimeSpan.FromMinutes(1);

    public static readonly Operation Operation = new(
        "POST", "/v1/federation/peers", "register_peer_v1_federation_peers_post", "federation", "Declare a node as a peer")
    {
        Success = StatusCodes.Status201Created,
        Body = typeof(PeerRegisterRequest),
        Answer = typeof(PeerRegisterResponse),
        Refusals = [403, 409],
    };

    public async ValueTask<IResult> Handle(Call call)
    {
        using var body = await call.ReadJsonAsync();
        if (!body.IsReadable)
            return body.Refusal;
        var declaration = Read(body, out var signature);
        var previousSignature = body.Object.OptionalText("previous_key_sig");
        if (body.Errors.Any)
            return body.Refusal;
        if (!call.Caller.HasOnNode(Permissions.Federate))
            return Reply.Refuse(FaultCode.PermissionRequired, "federate permission required");
        if (!declaration.TryGet(out var declared, out var fault))
            return Reply.Refuse(fault);
        if (redeclare.Concerns(declared))
            return Reply.Created(await redeclare.RunAsync(declared, signature, previousSignature, call.Caller));
        if (!(await AddAsync(declared, call.Caller)).TryGet(out var peer, out fault))
            return Reply.Refuse(fault);
        var discovered = await client.DiscoverAsync(new PeerEndpoint(declared.NodeUrl, declared.NodeId), CancellationToken.None);
        var verdict = DeclarationCheck.Judge(declared, signature, discovered?.Node, Now(), DeclarationCheck.DefaultWindow);
        peer = await JudgeAsync(peer, verdict, discovered?.IsOwnKind ?? false, call.Caller);
        return Reply.Created(new PeerRegisterResponse { PeerId = peer.Id.ToString(), Status = peer.Status.Name(), VerifiedAt = null, Reason = peer.Reason });
    }

    private static Outcome<PeerDeclaration> Read(JsonBody body, out string signature)
    {
        var json = body.Object;
        var (url, id, key) = (json.RequiredText("node_url", 1), json.RequiredText("node_id", 1), json.RequiredText("federation_pubkey", 1));
        signature = json.RequiredText("declaration_sig", 1);
        var signedAt = json.RequiredText("signed_at", 1);
        if (!json.TryGet("allowed_scopes", out _))
            json.Missing("allowed_scopes");
        var scopes = json.Texts("allowed_scopes", []);
        foreach (var scope in scopes.Where(scope => !FactScopes.TryParse(scope, out _)))
            body.Errors.Add("literal_error", json.At("allowed_scopes"), "Input should be 'local', 'team', 'company' or 'public'", $"\"{System.Text.Json.JsonEncodedText.Encode(scope)}\"");
        return body.Errors.Any ? new Fault(FaultCode.ValidationFailed, "") : PeerDeclaration.Create(url, id, key, scopes, signedAt);
    }

    /// <summary>
    /// Whether a declaration may take the place of a row: of a rejected one, since its owner may have put right what was
    /// wrong, and of one that nobody is judging any more, because the node was stopped meanwhile.
    /// </summary>
    private bool IsReplaceable(Peer known) =>
        known.Status == PeerStatus.Rejected
        || (known.Status == PeerStatus.PendingVerification && Now() - known.RegisteredMicroseconds > (long)LongestJudgement.TotalMicroseconds);

    private Task<Outcome<Peer>> AddAsync(PeerDeclaration declared, Principal by) => engine.WriteAsync<Outcome<Peer>>(session =>
    {
        if (peers.Working.TryGetValue(declared.NodeId, out var known))
        {
            if (!IsReplaceable(known))
            {
                audit.Operator(session, by, "peer_rejected", known, ("reason", "already_registered"));
                return new Fault(FaultCode.Conflict, $"peer already registered (status={known.Status.Name()})");
            }
            peers.Remove(session, known);
        }
        var peer = new Peer
        {
            Id = ids.Next(),
            NodeId = declared.NodeId,
            NodeUrl = declared.NodeUrl,
            PublicKey = declared.FederationPubkey,
            Scopes = PeerScopes.OfKnown(declared.AllowedScopes),
            Status = PeerStatus.PendingVerification,
            RegisteredMicroseconds = Now(),
        };
        peers.Put(session, peer);
        audit.Operator(session, by, "peer_registered", peer, ("node_url", peer.NodeUrl), ("fingerprint", declared.Fingerprint));
        return peer;
    });

    private Task<Peer> JudgeAsync(Peer peer, DeclarationFault fault, bool isOwnKind, Principal by) => engine.WriteAsync(session =>
    {
        // The operator may have decided while the node was asked.
        if (!peers.Working.TryGetValue(peer.NodeId, out var now) || now.Id != peer.Id || now.Status != PeerStatus.PendingVerification)
            return now ?? peer;
        var judged = peer with
        {
            Status = fault == DeclarationFault.None ? PeerStatus.PendingApproval : PeerStatus.Rejected,
            Reason = fault == DeclarationFault.None ? null : fault.Name(),
            IsOwnKind = isOwnKind,
        };
        peers.Put(session, judged);
        audit.Operator(session, by, judged.Reason is null ? "peer_verified" : "peer_rejected", judged, ("reason", judged.Reason));
        return judged;
    });

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
