namespace Stigmem.Node.Federation.Peers;

/// <summary>What became of a cursor that was put back.</summary>
public enum CursorRestore
{
    /// <summary>It is the cursor now.</summary>
    Restored,

    /// <summary>The peer is not registered here.</summary>
    PeerNotFound,

    /// <summary>There was one already.</summary>
    AlreadySet,
}
