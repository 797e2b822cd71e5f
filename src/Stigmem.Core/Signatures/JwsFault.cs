namespace Stigmem.Core.Signatures;

/// <summary>Why a signed token was not accepted.</summary>
public enum JwsFault
{
    /// <summary>It was accepted.</summary>
    None,

    /// <summary>It is not three base64url parts with a JSON object as header, or it is too long.</summary>
    Malformed,

    /// <summary>The header's <c>alg</c> is none of the allowed ones.</summary>
    AlgorithmNotAllowed,

    /// <summary>The header demands an extension (<c>crit</c>) that is not understood.</summary>
    CriticalHeaderUnknown,

    /// <summary>No key of the set has the token's <c>kid</c>, or the set is empty: the set may be out of date.</summary>
    KeyNotFound,

    /// <summary>The keys in question are of another algorithm than the token claims.</summary>
    AlgorithmMismatch,

    /// <summary>The signature does not belong to the key and the content.</summary>
    SignatureInvalid,
}
