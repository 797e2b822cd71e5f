using System.Collections.Frozen;
using Stigmem.Core.Faults;

namespace Stigmem.Node.Hosting;

/// <summary>The one table of statuses and body shapes (access contract, section 1). The error reference is printed from it.</summary>
internal static class FaultCatalog
{
    public static readonly IReadOnlyList<FaultKind> All =
    [
        Plain(FaultCode.ValidationFailed, 422, "Body or query has not the shape of the contract; detail lists every problem with its place."),
        Plain(FaultCode.Unprocessable, 422, "The shape is right, but the values do not fit together."),
        Plain(FaultCode.BadRequest, 400, "A value is not acceptable here."),
        Plain(FaultCode.InvalidEntityUri, 400, "An entity URI or source is empty or has no authority."),
        Coded(FaultCode.InvalidCursor, 400, "The cursor was not handed out by this node; start without one."),
        Coded(FaultCode.CursorExpired, 400, "A cursor of neighbours holds for five minutes; start without one."),
        Coded(FaultCode.GraphDepthExceeded, 400, "Neighbours are looked for at most three steps away."),
        Coded(FaultCode.CidMalformed, 400, "A content id is sha256: and 64 lower-case hex digits."),
        Coded(FaultCode.SessionIdTooLong, 400, "Stigmem-Session has more than 128 characters."),
        Plain(FaultCode.AttestationRefused, 400, "The attestation is missing or does not verify."),
        Coded(FaultCode.DeliveryAddressRefused, 400, "Events are delivered to https URLs at public addresses, or on a node of this machine to its neighbours."),
        Plain(FaultCode.CredentialsRequired, 401, "Send Authorization: Bearer and a key."),
        Plain(FaultCode.InvalidCredentials, 401, "The key is unknown, expired or revoked."),
        Plain(FaultCode.PeerTokenRefused, 401, "The token of a peer is missing or not accepted; the text says why."),
        Plain(FaultCode.FederationDisabled, 403, "The node exchanges no facts with peers; its operator can set STIGMEM_FEDERATION_ENABLED."),
        Plain(FaultCode.PermissionRequired, 403, "The key lacks the named permission."),
        Plain(FaultCode.ScopeNotPermitted, 403, "The key does not cover the scope."),
        Plain(FaultCode.GardenAccessDenied, 403, "Only members of the garden, in the role that the text names."),
        Plain(FaultCode.NotOwner, 403, "It belongs to somebody else."),
        Coded(FaultCode.InstructionWriteRequired, 403, "Facts that instruct need the permission instruction:write."),
        Coded(FaultCode.ReservedName, 403, "Only the node, or an admin, writes this name."),
        Coded(FaultCode.McpAdminKeyRefused, 403, "Models get keys that read and write; stigmem mcp install makes one."),
        Coded(FaultCode.McpOriginRefused, 403, "Web pages call /mcp from this machine, from the node's own address, or from an origin that CORS allows."),
        Coded(FaultCode.FeedbackLoopProvenanceRequired, 403, "The session has read this scope: write with write_mode summarize_with_provenance and derived_from."),
        Plain(FaultCode.NotFound, 404, "There is no such thing, or the caller may not know."),
        Plain(FaultCode.RouteNotFound, 404, "There is no such route."),
        Plain(FaultCode.MethodNotAllowed, 405, "The route takes the methods that Allow lists."),
        Plain(FaultCode.PushDisabled, 405, "Peers cannot push to this node; its operator can set STIGMEM_FEDERATION_PUSH_ENABLED."),
        Plain(FaultCode.Conflict, 409, "The state of the thing does not allow this."),
        Coded(FaultCode.DeclarationChanged, 409, "The peer has declared something else since; look at it again, then approve that."),
        Coded(FaultCode.CidMismatch, 409, "A stored fact does not have the content its id promises; run stigmem doctor."),
        Coded(FaultCode.FactChainMismatch, 409, "Facts of the tenant were changed behind the node's back; run stigmem verify-chain."),
        Coded(FaultCode.IdempotencyKeyReused, 409, "The idempotency key was used with another body; take a new one."),
        Plain(FaultCode.BodyTooLarge, 413, "The body is larger than STIGMEM_MAX_BODY_BYTES."),
        Plain(FaultCode.ValueTooLarge, 413, "The value is larger than STIGMEM_MAX_VALUE_BYTES."),
        Plain(FaultCode.MutualTlsRequired, 421, "Federation is met over mutual TLS alone: call the https address with a certificate of the fleet."),
        Plain(FaultCode.QuotaExceeded, 429, "A quota is used up; wait for Retry-After seconds."),
        Plain(FaultCode.TooManyFailedLogins, 429, "Too many failed log-ins from this address; wait for Retry-After seconds."),
        Coded(FaultCode.TimeTravelPluginNotLoaded, 501, "as_of is not available on this node."),
        Plain(FaultCode.ServiceUnavailable, 503, "A service is switched off or does not answer."),
        Coded(FaultCode.StorageUnavailable, 503, "The store refuses; the message names the cure."),
        Plain(FaultCode.InternalError, 500, "A bug; the node's log has the details under the request id."),
    ];

    private static readonly FrozenDictionary<FaultCode, FaultKind> ByCode = All.ToFrozenDictionary(kind => kind.Code);

    public static FaultKind Of(FaultCode code) => ByCode[code];

    private static FaultKind Plain(FaultCode code, int status, string meaning) => new(code, Snake(code), status, false, meaning);

    private static FaultKind Coded(FaultCode code, int status, string meaning) => new(code, Snake(code), status, true, meaning);

    private static string Snake(FaultCode code) =>
        string.Concat(code.ToString().Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(letter) : letter.ToString()));
}
