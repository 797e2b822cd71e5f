namespace Stigmem.Core.Capabilities;

/// <summary>Why a capability token does not hold.</summary>
public enum CapabilityFault
{
    /// <summary>It does.</summary>
    None,

    /// <summary>It was not issued by whom it says, or not for whom it says.</summary>
    Invalid,

    /// <summary>It has ended.</summary>
    Expired,

    /// <summary>It was taken back.</summary>
    Revoked,
}
