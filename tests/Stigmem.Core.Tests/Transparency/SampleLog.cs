using Stigmem.Core.Transparency;

namespace Stigmem.Core.Tests.Transparency;

/// <summary>A log that keeps its subtrees in memory, and never one twice.</summary>
internal sealed class SampleLog : IMerkleNodes
{
    /// <summary>The eight entries that the tests of certificate transparency use.</summary>
    public static readonly IReadOnlyList<byte[]> KnownEntries =
    [
        .. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }
            .Select(Convert.FromHexString),
    ];

    private readonly Dictionary<(int, long), MerkleHash> _nodes = [];

    public SampleLog(IEnumerable<byte[]> entries)
    {
        Tree = new MerkleTree(this);
        foreach (var entry in entries)
        {
            Leaves.Add(MerkleHash.OfLeaf(entry));
            foreach (var node in Tree.Append(Leaves.Count - 1, Leaves[^1]))
                _nodes.Add((node.Level, node.Index), node.Hash);
        }
    }

    public MerkleTree Tree { get; }

    public List<MerkleHash> Leaves { get; } = [];

    public int Nodes => _nodes.Count;

    public static SampleLog OfSize(int size) => new(Enumerable.Range(0, size).Select(BitConverter.GetBytes));

    public MerkleHash Read(int level, long index) => _nodes[(level, index)];

    /// <summary>The definition of RFC 6962, section 2.1, word for word, to hold the tree against.</summary>
    public static MerkleHash Definition(ReadOnlySpan<MerkleHash> leaves)
    {
        if (leaves.Length == 0)
            return MerkleHash.OfEmptyTree;
        if (leaves.Length == 1)
            return leaves[0];

        var k = 1;
        while (2 * k < leaves.Length)
            k *= 2;
        return MerkleHash.OfNode(Definition(leaves[..k]), Definition(leaves[k..]));
    }

    /// <summary>The hash with one bit turned over.</summary>
    public static MerkleHash Flip(in MerkleHash hash, int bit)
    {
        var bytes = hash.Bytes.ToArray();
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return MerkleHash.FromBytes(bytes);
    }
}
