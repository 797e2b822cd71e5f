namespace Stigmem.Core.Capabilities;

/// <summary>What a node knows of the revocation of a token.</summary>
public enum RevocationState
{
    /// <summary>Its list of the issuer's revocations is fresh and does not have the token.</summary>
    Live,

    /// <summary>The list is missing or too old to tell.</summary>
    Unknown,

    /// <summary>The token was taken back.</summary>
    Revoked,
}
