using System.Numerics;

namespace Stigmem.Core.Transparency;

/// <summary>
/// The tree over a log. Only full subtrees are stored, two for each entry on average; roots and proofs of any size are put
/// together from a logarithmic number of them. Source of the rule: RFC 6962, section 2.1.
/// </summary>
/// <param name="nodes">The full subtrees.</param>
public sealed class MerkleTree(IMerkleNodes nodes)
{
    /// <summary>
    /// The full subtrees that come into being with another entry, to be stored together with it.
    /// </summary>
    /// <param name="size">How many entries there are before.</param>
    /// <param name="leaf">The hash of the new one.</param>
    public IReadOnlyList<MerkleNode> Append(long size, MerkleHash leaf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        List<MerkleNode> added = [new(0, size, leaf)];
        for (var (level, index, hash) = added[0]; (index & 1) == 1; added.Add(new(level, index, hash)))
        {
            hash = MerkleHash.OfNode(nodes.Read(level, index - 1), hash);
            level++;
            index >>= 1;
        }

        return added;
    }

    /// <summary>The root of the first entries.</summary>
    public MerkleHash Root(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return size == 0 ? MerkleHash.OfEmptyTree : HashOf(0, size);
    }

    /// <summary>That an entry is one of the first <paramref name="size"/>: RFC 6962, section 2.1.1.</summary>
    public IReadOnlyList<MerkleHash> ProveInclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        List<MerkleHash> path = [];
        AddPath(path, index, 0, size);
        return path;
    }

    /// <summary>
    /// That the first <paramref name="first"/> entries are still the beginning of the first <paramref name="second"/>:
    /// RFC 6962, section 2.1.2. Every log continues the empty one and itself, so these two proofs are empty.
    /// </summary>
    public IReadOnlyList<MerkleHash> ProveConsistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        List<MerkleHash> proof = [];
        if (first > 0)
            AddSubproof(proof, first, 0, second, isKnown: true);
        return proof;
    }

    private MerkleHash HashOf(long start, long count)
    {
        if (BitOperations.IsPow2(count))
        {
            var level = BitOperations.TrailingZeroCount(count);
            return nodes.Read(level, start >> level);
        }

        var left = LargestPowerBelow(count);
        return MerkleHash.OfNode(HashOf(start, left), HashOf(start + left, count - left));
    }

    private void AddPath(List<MerkleHash> path, long index, long start, long count)
    {
        if (count == 1)
            return;

        var left = LargestPowerBelow(count);
        if (index < left)
        {
            AddPath(path, index, start, left);
            path.Add(HashOf(start + left, count - left));
        }
        else
        {
            AddPath(path, index - left, start + left, count - left);
            path.Add(HashOf(start, left));
        }
    }

    // The subtree that both trees share as a whole is known to whoever knows the old root, unless it is only part of it.
    private void AddSubproof(List<MerkleHash> proof, long first, long start, long count, bool isKnown)
    {
        if (first == count)
        {
            if (!isKnown)
                proof.Add(HashOf(start, count));
            return;
        }

        var left = LargestPowerBelow(count);
        if (first <= left)
        {
            AddSubproof(proof, first, start, left, isKnown);
            proof.Add(HashOf(start + left, count - left));
        }
        else
        {
            AddSubproof(proof, first - left, start + left, count - left, isKnown: false);
            proof.Add(HashOf(start, left));
        }
    }

    private static long LargestPowerBelow(long count) => 1L << BitOperations.Log2((ulong)(count - 1));
}
