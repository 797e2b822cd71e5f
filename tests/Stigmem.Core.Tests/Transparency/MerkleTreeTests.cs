using System.Runtime.InteropServices;
using Stigmem.Core.Transparency;

namespace Stigmem.Core.Tests.Transparency;

public sealed class MerkleTreeTests
{
    private const int Sizes = 64;

    private static readonly SampleLog Known = new(SampleLog.KnownEntries);
    private static readonly SampleLog Log = SampleLog.OfSize(Sizes);

    /// <summary>Whole enumerations are for <c>./test --all</c>; else all bits are turned in the smaller trees.</summary>
    private static readonly int BitSizes = Environment.GetEnvironmentVariable("STIGMEM_TEST_ALL") == "1" ? Sizes : 13;

    [Fact]
    public void The_roots_are_those_of_certificate_transparency() => Assert.Equal(
        [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ],
        Enumerable.Range(0, 9).Select(size => Known.Tree.Root(size).ToString()));

    [Theory]
    [InlineData(0, 1, "")]
    [InlineData(0, 8, "96a296d2 5f083f0a 6b47aaf2")]
    [InlineData(5, 8, "bc1a0643 ca854ea1 d37ee418")]
    [InlineData(2, 3, "fac54203")]
    [InlineData(1, 5, "6e340b9c 5f083f0a bc1a0643")]
    public void The_inclusion_proofs_are_those_of_certificate_transparency(long index, long size, string expected) =>
        Assert.Equal(expected, Short(Known.Tree.ProveInclusion(index, size)));

    [Theory]
    [InlineData(1, 1, "")]
    [InlineData(0, 8, "")]
    [InlineData(1, 8, "96a296d2 5f083f0a 6b47aaf2")]
    [InlineData(6, 8, "0ebc5d34 ca854ea1 d37ee418")]
    [InlineData(2, 5, "5f083f0a bc1a0643")]
    public void The_consistency_proofs_are_those_of_certificate_transparency(long first, long second, string expected) =>
        Assert.Equal(expected, Short(Known.Tree.ProveConsistency(first, second)));

    [Fact]
    public void Roots_follow_the_definition_and_nodes_are_stored_once()
    {
        for (var size = 0; size <= Sizes; size++)
            Assert.Equal(SampleLog.Definition(CollectionsMarshal.AsSpan(Log.Leaves)[..size]), Log.Tree.Root(size));
        Assert.Equal(2 * Sizes - 1, Log.Nodes);
    }

    [Fact]
    public void Every_entry_is_proved_at_its_place_and_nowhere_else()
    {
        foreach (var (index, size) in from s in Enumerable.Range(1, Sizes) from i in Enumerable.Range(0, s) select (i, s))
        {
            var (path, root) = (Log.Tree.ProveInclusion(index, size), Log.Tree.Root(size));
            Assert.True(Included(index, size, path, root));
            for (var other = -1; other <= size; other++)
                Assert.Equal(other == index, MerkleProof.VerifyInclusion(Log.Leaves[index], other, size, path, root));
            Assert.False(MerkleProof.VerifyInclusion(Log.Leaves[(index + 1) % Sizes], index, size, path, root));
            Assert.False(Included(index, size, [.. path, root], root));
            Assert.False(Included(index, size, [root, .. path], root));
            if (path.Count > 0)
                Assert.False(Included(index, size, [.. path.Take(path.Count - 1)], root));
            if (path.Count > 1)
                Assert.False(Included(index, size, [.. path.Reverse()], root));
        }
    }

    [Fact]
    public void Every_beginning_is_proved_and_no_other()
    {
        foreach (var (first, second) in from s in Enumerable.Range(0, Sizes + 1) from f in Enumerable.Range(0, s + 1) select (f, s))
        {
            var proof = Log.Tree.ProveConsistency(first, second);
            Assert.True(Consistent(first, second, proof));
            Assert.False(Consistent(first, second, [.. proof, Log.Leaves[0]]));
            Assert.False(MerkleProof.VerifyConsistency(first, second, proof, Log.Leaves[7], Log.Tree.Root(second)));
            Assert.False(MerkleProof.VerifyConsistency(second + 1, second, proof, Log.Tree.Root(second), Log.Tree.Root(second)));
            Assert.False(MerkleProof.VerifyConsistency(-1, second, proof, Log.Tree.Root(first), Log.Tree.Root(second)));
            if (first > 0)
                Assert.False(MerkleProof.VerifyConsistency(first, second, proof, Log.Tree.Root(first), Log.Leaves[7]));
            if (proof.Count > 0)
                Assert.False(Consistent(first, second, [.. proof.Take(proof.Count - 1)]));
            if (proof.Count > 1)
                Assert.False(Consistent(first, second, [.. proof.Reverse()]));
        }
    }

    [Fact]
    public void No_bit_of_an_inclusion_proof_can_change()
    {
        foreach (var (index, size) in from s in Enumerable.Range(1, BitSizes) from i in Enumerable.Range(0, s) select (i, s))
        {
            var (path, root) = (Log.Tree.ProveInclusion(index, size).ToArray(), Log.Tree.Root(size));
            for (var bit = 0; bit < 256; bit++)
            {
                Assert.False(MerkleProof.VerifyInclusion(SampleLog.Flip(Log.Leaves[index], bit), index, size, path, root));
                Assert.False(Included(index, size, path, SampleLog.Flip(root, bit)));
                foreach (var mutated in Mutations(path, bit))
                    Assert.False(Included(index, size, mutated, root));
            }
        }
    }

    [Fact]
    public void No_bit_of_a_consistency_proof_can_change()
    {
        foreach (var (first, second) in from s in Enumerable.Range(1, BitSizes) from f in Enumerable.Range(1, s) select (f, s))
        {
            var proof = Log.Tree.ProveConsistency(first, second).ToArray();
            for (var bit = 0; bit < 256; bit++)
            {
                Assert.False(MerkleProof.VerifyConsistency(first, second, proof, SampleLog.Flip(Log.Tree.Root(first), bit), Log.Tree.Root(second)));
                Assert.False(MerkleProof.VerifyConsistency(first, second, proof, Log.Tree.Root(first), SampleLog.Flip(Log.Tree.Root(second), bit)));
                foreach (var mutated in Mutations(proof, bit))
                    Assert.False(Consistent(first, second, mutated));
            }
        }
    }

    /// <summary>A node must not pass for an entry: that is what the prefixes are for.</summary>
    [Fact]
    public void An_inner_node_is_no_entry()
    {
        byte[] children = [.. Log.Leaves[0].Bytes, .. Log.Leaves[1].Bytes];
        Assert.NotEqual(MerkleHash.OfNode(Log.Leaves[0], Log.Leaves[1]), MerkleHash.OfLeaf(children));
        Assert.False(MerkleProof.VerifyInclusion(MerkleHash.OfLeaf(children), 0, 2, Log.Tree.ProveInclusion(0, 4).Skip(1).ToList(), Log.Tree.Root(4)));
    }

    [Fact]
    public void A_log_that_rewrites_its_past_is_caught()
    {
        var entries = Enumerable.Range(0, 20).Select(BitConverter.GetBytes).ToList();
        var before = new SampleLog(entries);
        entries[3] = [9];
        entries.Add([1]);
        var after = new SampleLog(entries);
        Assert.False(MerkleProof.VerifyConsistency(
            20, 21, after.Tree.ProveConsistency(20, 21), before.Tree.Root(20), after.Tree.Root(21)));
    }

    [Fact]
    public void Places_that_do_not_exist_are_bugs()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Tree.Root(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Tree.Append(-1, Log.Leaves[0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Tree.ProveInclusion(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Tree.ProveInclusion(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Tree.ProveConsistency(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Log.Tree.ProveConsistency(-1, 1));
        Assert.Throws<ArgumentException>(() => MerkleHash.FromBytes(new byte[31]));
    }

    [Fact]
    public void Hashes_have_one_text()
    {
        var text = Log.Leaves[0].ToString();
        Assert.True(MerkleHash.TryParse(text, out var parsed));
        Assert.True(parsed == Log.Leaves[0] && parsed.Equals((object)Log.Leaves[0]) && parsed.GetHashCode() == Log.Leaves[0].GetHashCode());
        Assert.True(parsed != Log.Leaves[1] && !parsed.Equals("x") && default(MerkleHash).GetHashCode() == 0);
        foreach (var wrong in new[] { null, "", text[1..], text + "0", "A" + text[1..], "g" + text[1..], "é" + text[1..] })
            Assert.False(MerkleHash.TryParse(wrong, out _));
    }

    private static IEnumerable<MerkleHash[]> Mutations(MerkleHash[] hashes, int bit)
    {
        for (var i = 0; i < hashes.Length; i++)
        {
            var mutated = hashes.ToArray();
            mutated[i] = SampleLog.Flip(mutated[i], bit);
            yield return mutated;
        }
    }

    private static bool Included(int index, int size, IReadOnlyList<MerkleHash> path, MerkleHash root) =>
        MerkleProof.VerifyInclusion(Log.Leaves[index], index, size, path, root);

    private static bool Consistent(int first, int second, IReadOnlyList<MerkleHash> proof) =>
        MerkleProof.VerifyConsistency(first, second, proof, Log.Tree.Root(first), Log.Tree.Root(second));

    private static string Short(IReadOnlyList<MerkleHash> hashes) => string.Join(' ', hashes.Select(hash => hash.ToString()[..8]));
}
