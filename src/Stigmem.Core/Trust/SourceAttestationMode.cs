namespace Stigmem.Core.Trust;

/// <summary>What the node does about facts whose source did not sign them.</summary>
public enum SourceAttestationMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>It remarks on them.</summary>
    Warn,

    /// <summary>It refuses them.</summary>
    Enforce,
}
