namespace Stigmem.Core.Manifests;

/// <summary>Why a manifest is not accepted.</summary>
public enum ManifestFault
{
    /// <summary>It is.</summary>
    None,

    /// <summary>It names no organisation.</summary>
    MissingEntityUri,

    /// <summary>It lists more changes of keys than allowed.</summary>
    TooManyRotations,

    /// <summary>The id of the key does not belong to it.</summary>
    KeyIdMismatch,

    /// <summary>The key that it names did not sign it.</summary>
    InvalidSignature,

    /// <summary>Its times cannot be read, are in the wrong order, or too far apart.</summary>
    InvalidExpiry,

    /// <summary>It has ended.</summary>
    Expired,

    /// <summary>It is older than the one that is known.</summary>
    Rollback,

    /// <summary>No change of keys leads from the known key to its own.</summary>
    BrokenChain,
}
