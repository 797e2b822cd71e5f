namespace Stigmem.Node.Settings;

/// <summary>Where manifests and revocations are logged.</summary>
public enum TlBackend
{
    /// <summary>In the node's own store.</summary>
    Local,

    /// <summary>In a public Rekor log; known by name only, so that the refusal can say so.</summary>
    Rekor,

    /// <summary>Nowhere.</summary>
    Off,
}
