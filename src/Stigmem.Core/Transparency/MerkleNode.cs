namespace Stigmem.Core.Transparency;

/// <summary>A full subtree: it has 2^<paramref name="Level"/> leaves and never changes again.</summary>
/// <param name="Level">0 for a leaf.</param>
/// <param name="Index">Its place among those of its level, from the left.</param>
/// <param name="Hash">Its hash.</param>
public readonly record struct MerkleNode(int Level, long Index, MerkleHash Hash);
