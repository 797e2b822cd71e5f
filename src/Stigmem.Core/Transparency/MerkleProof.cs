namespace Stigmem.Core.Transparency;

/// <summary>
/// Checks of proofs, for whoever does not trust the log. Malformed proofs are false, like wrong ones. Source of the
/// rules: RFC 9162, sections 2.1.3.2 and 2.1.4.2.
/// </summary>
public static class MerkleProof
{
    /// <summary>Whether the entry stands at its place in the tree with this root.</summary>
    public static bool VerifyInclusion(MerkleHash leaf, long index, long size, IReadOnlyList<MerkleHash> path, MerkleHash root)
    {
        if (index < 0 || index >= size)
            return false;

        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in path)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.OfNode(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = MerkleHash.OfNode(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && hash == root;
    }

    /// <summary>Whether the tree with the second root continues the one with the first.</summary>
    public static bool VerifyConsistency(
        long first, long second, IReadOnlyList<MerkleHash> proof, MerkleHash firstRoot, MerkleHash secondRoot)
    {
        if (first < 0 || first > second)
            return false;
        if (first == second)
            return proof.Count == 0 && firstRoot == secondRoot;
        if (first == 0)
            return proof.Count == 0 && firstRoot == MerkleHash.OfEmptyTree;

        // A first tree that is one full subtree is the proof's own starting point and is left out of it.
        var isPower = (first & (first - 1)) == 0;
        if (!isPower && proof.Count == 0)
            return false;

        var (node, last) = (first - 1, second - 1);
        while ((node & 1) == 1)
            (node, last) = (node >> 1, last >> 1);

        var (old, now) = isPower ? (firstRoot, firstRoot) : (proof[0], proof[0]);
        for (var i = isPower ? 0 : 1; i < proof.Count; i++)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                old = MerkleHash.OfNode(proof[i], old);
                now = MerkleHash.OfNode(proof[i], now);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                now = MerkleHash.OfNode(now, proof[i]);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && old == firstRoot && now == secondRoot;
    }
}
