using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Protocol.Federation;
using Stigmem.Sdk.Transport;

namespace Stigmem.Sdk.Federation;

/// <summary>
/// The nodes that a node exchanges facts with (Federation contract, section 3). Nothing here is repeated by itself except
/// the list.
/// </summary>
public sealed class FederationClient
{
    private const string Route = "/v1/federation/peers";
    private const string SharingRoute = "/v1/federation/sharing";
    private readonly NodeConnection _node;

    internal FederationClient(NodeConnection node) => _node = node;

    /// <summary>
    /// Signs a declaration and introduces its node to this one: <c>POST /v1/federation/peers</c>, needs <c>federate</c>.
    /// The status of the answer tells whether the declaration held; it is an answer and no exception when it did not.
    /// </summary>
    /// <param name="declaration">What the declaring node says of itself.</param>
    /// <param name="signer">The key that the declaration names.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">403 permission, 409 the node is registered already, 422 shape.</exception>
    /// <exception cref="ArgumentException">The signer has another key than the declaration.</exception>
    public Task<PeerRegisterResponse> RegisterAsync(PeerDeclaration declaration, ISigner signer, CancellationToken cancellation = default) =>
        RegisterAsync(Request(declaration, signer), cancellation);

    /// <summary>
    /// Declares a node again that has changed its key: the old key signs, too, so that nobody has to compare fingerprints.
    /// Otherwise as the other overload.
    /// </summary>
    /// <param name="declaration">What the declaring node says of itself.</param>
    /// <param name="signer">The key that the declaration names.</param>
    /// <param name="previous">The key that the other node knows.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task<PeerRegisterResponse> RegisterAsync(
        PeerDeclaration declaration, ISigner signer, ISigner previous, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(previous);
        return RegisterAsync(Request(declaration, signer) with { PreviousKeySig = declaration.Sign(previous) }, cancellation);
    }

    /// <summary>Passes on a declaration that was signed elsewhere. Errors as the other overload.</summary>
    public Task<PeerRegisterResponse> RegisterAsync(PeerRegisterRequest declaration, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        return _node.SendAsync<PeerRegisterResponse>(NodeRequest.Post(Target.At(Route), declaration), cancellation);
    }

    /// <summary>Every registration, oldest first: <c>GET /v1/federation/peers</c>, needs <c>federate</c>.</summary>
    /// <exception cref="StigmemException">403 permission.</exception>
    public Task<PeerListResponse> ListAsync(CancellationToken cancellation = default) =>
        _node.GetAsync<PeerListResponse>(Target.At(Route), cancellation);

    /// <summary>Lets a peer in: <c>POST /v1/federation/peers/{peer}/approve</c>, needs <c>admin:federation</c>.</summary>
    /// <param name="peerId">The registration.</param>
    /// <param name="fingerprint">
    /// <c>sha256:…</c> as the other operator read it out, not as the peer or this node shows it; else nothing was compared.
    /// </param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">400 fingerprint mismatch, 403 permission, 404 unknown, 409 not waiting for approval.</exception>
    public Task<PeerApprovalResponse> ApproveAsync(string peerId, string fingerprint, CancellationToken cancellation = default) =>
        ApproveAsync(peerId, new PeerApprovalRequest { PubkeyFingerprint = fingerprint }, cancellation);

    /// <summary>
    /// Lets a peer in, bound to what the operator has seen, and until a date; both are additions to the reference. Otherwise as
    /// the other overload.
    /// </summary>
    /// <exception cref="StigmemException">As the other overload; 409 <c>declaration_changed</c>, 422 the date is over.</exception>
    public Task<PeerApprovalResponse> ApproveAsync(string peerId, PeerApprovalRequest approval, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return _node.SendAsync<PeerApprovalResponse>(NodeRequest.Post(Of(peerId).Then("/approve"), approval), cancellation);
    }

    /// <summary>
    /// Pulls at once from a peer, or from all: <c>POST /v1/federation/pull</c>, an addition to the reference, needs
    /// <c>admin:federation</c>.
    /// </summary>
    /// <param name="peerId">The registration; null takes all that are active.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">403 permission, 404 unknown, 409 not active.</exception>
    public Task<PullNowResponse> PullNowAsync(string? peerId = null, CancellationToken cancellation = default) =>
        _node.SendAsync<PullNowResponse>(NodeRequest.Post(Target.At("/v1/federation/pull").With("peer_id", peerId)), cancellation);

    /// <summary>
    /// Ends the exchange with a peer; its facts stay: <c>POST /v1/federation/peers/{peer}/revoke</c>, an addition to the
    /// reference, needs <c>admin:federation</c>.
    /// </summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown, 409 not active.</exception>
    public Task<PeerRecord> RevokeAsync(string peerId, CancellationToken cancellation = default) =>
        _node.SendAsync<PeerRecord>(NodeRequest.Post(Of(peerId).Then("/revoke")), cancellation);

    /// <summary>
    /// Turns down a node that waits for approval: <c>POST /v1/federation/peers/{peer}/reject</c>, an addition to the
    /// reference, needs <c>admin:federation</c>. It may introduce itself again.
    /// </summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown, 409 not waiting.</exception>
    public Task<PeerRecord> RejectAsync(string peerId, CancellationToken cancellation = default) =>
        _node.SendAsync<PeerRecord>(NodeRequest.Post(Of(peerId).Then("/reject")), cancellation);

    /// <summary>
    /// Forgets a registration, so that the node may introduce itself again: <c>DELETE /v1/federation/peers/{peer}</c>, an
    /// addition to the reference, needs <c>admin:federation</c>.
    /// </summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown.</exception>
    public Task DeleteAsync(string peerId, CancellationToken cancellation = default) =>
        _node.SendAsync(NodeRequest.Delete(Of(peerId)), cancellation);

    /// <summary>One page of what happened with peers, newest first: <c>GET /v1/federation/audit</c>, needs <c>federate</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 422 shape.</exception>
    public Task<FederationAuditResponse> AuditAsync(FederationAuditQuery? query = null, CancellationToken cancellation = default) =>
        _node.GetAsync<FederationAuditResponse>((query ?? new()).ToTarget("/v1/federation/audit"), cancellation);

    private static PeerRegisterRequest Request(PeerDeclaration declaration, ISigner signer)
    {
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentNullException.ThrowIfNull(signer);
        if (signer.PublicKeyText != declaration.FederationPubkey)
            throw new ArgumentException("the declaration names another key than the signer has", nameof(signer));
        return new PeerRegisterRequest
        {
            NodeUrl = declaration.NodeUrl,
            NodeId = declaration.NodeId,
            FederationPubkey = declaration.FederationPubkey,
            AllowedScopes = declaration.AllowedScopes,
            DeclarationSig = declaration.Sign(signer),
            SignedAt = declaration.SignedAt,
        };
    }

    /// <summary>
    /// Facts of peers that were not stored, and why: <c>GET /v1/federation/letters</c>, an addition to the reference, needs
    /// <c>federate</c>.
    /// </summary>
    /// <param name="peerId">Only of this registration; null takes all.</param>
    /// <param name="cursor">Where the previous page ended; null starts.</param>
    /// <param name="limit">Letters a page, 1 to 500; null means 50.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="StigmemException">403 permission, 400 the cursor is none.</exception>
    public Task<DeadLetterPage> ListLettersAsync(string? peerId = null, string? cursor = null, int? limit = null, CancellationToken cancellation = default) =>
        _node.GetAsync<DeadLetterPage>(
            Target.At("/v1/federation/letters").With("peer_id", peerId).With("cursor", cursor).With("limit", limit), cancellation);

    /// <summary>What goes only to some peers: <c>GET /v1/federation/sharing</c>, an addition to the reference, needs <c>federate</c>.</summary>
    /// <exception cref="StigmemException">403 permission.</exception>
    public Task<SharingRuleList> ListSharingAsync(CancellationToken cancellation = default) => _node.GetAsync<SharingRuleList>(Target.At(SharingRoute), cancellation);

    /// <summary>
    /// Shares some facts with some peers only, in the place of a rule of the same name: <c>PUT /v1/federation/sharing/{name}</c>,
    /// an addition to the reference, needs <c>admin:federation</c>.
    /// </summary>
    /// <exception cref="StigmemException">403 permission, 422 shape.</exception>
    public Task<SharingRuleRecord> PutSharingAsync(string name, SharingRuleRequest rule, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return _node.SendAsync<SharingRuleRecord>(NodeRequest.Put(Target.At(SharingRoute).Segment(name, nameof(name)), rule), cancellation);
    }

    /// <summary>Ends a sharing rule: <c>DELETE /v1/federation/sharing/{name}</c>, an addition to the reference, needs <c>admin:federation</c>.</summary>
    /// <exception cref="StigmemException">403 permission, 404 unknown.</exception>
    public Task DeleteSharingAsync(string name, CancellationToken cancellation = default) =>
        _node.SendAsync(NodeRequest.Delete(Target.At(SharingRoute).Segment(name, nameof(name))), cancellation);

    private static Target Of(string peerId) => Target.At(Route).Segment(peerId, nameof(peerId));
}
