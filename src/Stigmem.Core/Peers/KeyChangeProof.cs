namespace Stigmem.Core.Peers;

/// <summary>What speaks for the new key of a known peer.</summary>
public enum KeyChangeProof
{
    /// <summary>Nothing: an operator has to compare the fingerprint.</summary>
    None,

    /// <summary>The key that the peer is known by signed the declaration, too.</summary>
    PreviousKey,

    /// <summary>The peer's manifest lists signed changes of keys that lead from the known key to the new one.</summary>
    Manifest,
}
