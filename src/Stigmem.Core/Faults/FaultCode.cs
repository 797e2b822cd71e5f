namespace Stigmem.Core.Faults;

/// <summary>
/// Every reason for which the fabric refuses a request. The wire name of a member is its snake_case form; status and
/// shape of the body stand in one table of the node and are printed in <c>docs/reference/errors.md</c>.
/// </summary>
public enum FaultCode
{
    /// <summary>Body or query does not have the shape of the contract.</summary>
    ValidationFailed,

    /// <summary>The shape is right, but the values do not fit together.</summary>
    Unprocessable,

    /// <summary>A value is not acceptable here.</summary>
    BadRequest,

    /// <summary>An entity URI or source is empty or has no authority.</summary>
    InvalidEntityUri,

    /// <summary>A cursor that this node did not hand out.</summary>
    InvalidCursor,

    /// <summary>A cursor of neighbours that is too old to go on from.</summary>
    CursorExpired,

    /// <summary>A walk along the graph that goes further than the node walks.</summary>
    GraphDepthExceeded,

    /// <summary>A content id that is not <c>sha256:</c> and 64 lower-case hex digits.</summary>
    CidMalformed,

    /// <summary>A session id of more than 128 characters.</summary>
    SessionIdTooLong,

    /// <summary>A key with admin rights, shown by a host of a model.</summary>
    McpAdminKeyRefused,

    /// <summary>A web page of a site that may not talk to the node.</summary>
    McpOriginRefused,

    /// <summary>An attestation that does not verify.</summary>
    AttestationRefused,

    /// <summary>An address to which the node does not deliver events.</summary>
    DeliveryAddressRefused,

    /// <summary>No credentials came with the request.</summary>
    CredentialsRequired,

    /// <summary>The key is unknown, expired or revoked.</summary>
    InvalidCredentials,

    /// <summary>A peer's token is missing or not accepted; the text says why.</summary>
    PeerTokenRefused,

    /// <summary>The node exchanges no facts with peers.</summary>
    FederationDisabled,

    /// <summary>The caller's key lacks a permission.</summary>
    PermissionRequired,

    /// <summary>The caller's key does not cover the scope.</summary>
    ScopeNotPermitted,

    /// <summary>The caller does not belong to the garden, or not in the role that this needs.</summary>
    GardenAccessDenied,

    /// <summary>Something that belongs to somebody else.</summary>
    NotOwner,

    /// <summary>A fact that instructs needs the permission <c>instruction:write</c>.</summary>
    InstructionWriteRequired,

    /// <summary>A name that only the node writes.</summary>
    ReservedName,

    /// <summary>A session writes into a scope that it has read, without saying from what it derived.</summary>
    FeedbackLoopProvenanceRequired,

    /// <summary>There is no such thing, or the caller may not know.</summary>
    NotFound,

    /// <summary>There is no such route.</summary>
    RouteNotFound,

    /// <summary>The route does not take this method.</summary>
    MethodNotAllowed,

    /// <summary>Peers cannot push to this node.</summary>
    PushDisabled,

    /// <summary>The state of the thing does not allow this.</summary>
    Conflict,

    /// <summary>A peer has declared something else since the operator looked.</summary>
    DeclarationChanged,

    /// <summary>A stored fact does not have the content its id promises.</summary>
    CidMismatch,

    /// <summary>The chain of facts does not hold.</summary>
    FactChainMismatch,

    /// <summary>The same idempotency key came with another body.</summary>
    IdempotencyKeyReused,

    /// <summary>The request body is larger than the node accepts.</summary>
    BodyTooLarge,

    /// <summary>The value of a fact is larger than the node accepts.</summary>
    ValueTooLarge,

    /// <summary>A route of federation was called without a certificate.</summary>
    MutualTlsRequired,

    /// <summary>The caller has used up a quota.</summary>
    QuotaExceeded,

    /// <summary>Too many failed log-ins from one address.</summary>
    TooManyFailedLogins,

    /// <summary>Time travel is not part of this node.</summary>
    TimeTravelPluginNotLoaded,

    /// <summary>A service that this node needs or offers is switched off or does not answer.</summary>
    ServiceUnavailable,

    /// <summary>The store refuses; the message names the cure.</summary>
    StorageUnavailable,

    /// <summary>A bug; the log has the details under the request id.</summary>
    InternalError,
}
