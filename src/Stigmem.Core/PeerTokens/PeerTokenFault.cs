namespace Stigmem.Core.PeerTokens;

/// <summary>Why the token of a peer was not accepted, in the order of the checks (Federation contract, section 4).</summary>
public enum PeerTokenFault
{
    /// <summary>It was accepted.</summary>
    None,

    /// <summary>There is none.</summary>
    Required,

    /// <summary>It is no signed token with a JSON object inside, or too long.</summary>
    Malformed,

    /// <summary>Its issuer is no peer.</summary>
    NotRegistered,

    /// <summary>Its issuer is a peer that may not exchange facts now.</summary>
    NotApproved,

    /// <summary>The peer's key did not sign it.</summary>
    InvalidSignature,

    /// <summary>Another algorithm, a claim of another type, or a life longer than an hour.</summary>
    InvalidToken,

    /// <summary>It has ended.</summary>
    Expired,

    /// <summary>It is meant for another node.</summary>
    InvalidSubject,

    /// <summary>Its issuer is spelled otherwise than the peer.</summary>
    InvalidIssuer,

    /// <summary>It was issued in the future.</summary>
    IssuedInFuture,

    /// <summary>It was issued more than a day ago.</summary>
    IssuedTooLongAgo,

    /// <summary>It does not hold yet.</summary>
    NotYetValid,

    /// <summary>It has no nonce.</summary>
    MissingNonce,

    /// <summary>It came over a connection with the certificate of another node.</summary>
    CertificateMismatch,

    /// <summary>Its nonce was used before.</summary>
    NonceAlreadySeen,
}
