namespace Stigmem.Core.Ingest;

/// <summary>For which sources a peer may speak.</summary>
public enum SourcePolicy
{
    /// <summary>Any: the reference publishes what its agents say. The trust in the source weighs it.</summary>
    Any,

    /// <summary>Itself, and what its verified manifest lists.</summary>
    Manifest,

    /// <summary>Itself, and whatever has a name under its authority: <c>stigmem://acme.example/node</c> speaks for all of <c>acme.example</c>.</summary>
    Node,
}
