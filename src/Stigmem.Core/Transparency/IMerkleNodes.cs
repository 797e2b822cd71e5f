namespace Stigmem.Core.Transparency;

/// <summary>Where the full subtrees of a log are kept.</summary>
public interface IMerkleNodes
{
    /// <summary>The hash of a full subtree that was handed out by <see cref="MerkleTree.Append"/>.</summary>
    MerkleHash Read(int level, long index);
}
