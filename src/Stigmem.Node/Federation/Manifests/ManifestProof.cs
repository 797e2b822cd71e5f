namespace Stigmem.Node.Federation.Manifests;

/// <summary>Why the first manifest of an organisation is believed.</summary>
internal enum ManifestProof
{
    /// <summary>The caller's key belongs to the organisation.</summary>
    Caller,

    /// <summary>The organisation is this node, and the manifest has its key.</summary>
    Node,

    /// <summary>An operator who may approve peers vouches for it.</summary>
    Operator,

    /// <summary>The organisation's own address serves a manifest with the same key.</summary>
    WellKnown,
}
