namespace Stigmem.Node.Graph;

/// <summary>Which way an edge is followed. The numbers stand in the index file.</summary>
internal enum EdgeDirection
{
    /// <summary>From the entity of a fact to the one that its value names.</summary>
    Out,

    /// <summary>From the one that is named to the one that names it.</summary>
    In,
}
