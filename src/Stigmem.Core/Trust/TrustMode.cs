namespace Stigmem.Core.Trust;

/// <summary>How much the trust in a source weighs.</summary>
public enum TrustMode
{
    /// <summary>It is computed and shown.</summary>
    Relaxed,

    /// <summary>Low trust also hides facts on reads and quarantines them on arrival.</summary>
    Strict,

    /// <summary>It is not computed at all.</summary>
    Off,
}
