using FsCheck;
using FsCheck.Fluent;
using Stigmem.Core.Words;
using Stigmem.Testing;

namespace Stigmem.Core.Tests.Words;

public sealed class PostingListTests
{
    private static readonly Arbitrary<List<(int Gap, int Times)>> Postings =
        Gen.Choose(1, 100_000).Zip(Gen.Choose(1, 9)).ListOf().Select(pairs => pairs.ToList()).ToArbitrary();

    [Fact]
    public void Gives_back_what_was_put_in() => Properties.Holds(TestSeed.Times(300), Postings, pairs =>
    {
        var expected = Ascending(pairs);
        Assert.Equal(expected, Read(Written(expected).Bytes));
    });

    [Fact]
    public void Lists_that_are_put_together_are_one_list() => Properties.Holds(TestSeed.Times(300), Postings, Postings, (one, other) =>
    {
        var (first, second) = (Ascending(one), Ascending(other));
        var offset = first.Count == 0 ? 0 : first[^1].Place + 1;
        var joined = new PostingList();
        joined.Add(Written(first).Bytes, 0);
        joined.Add(Written(second).Bytes, offset);
        Assert.Equal(first.Count + second.Count, joined.Count);
        Assert.Equal(first.Concat(second.Select(posting => (Place: offset + posting.Place, posting.Times))), Read(joined.Bytes));
    });

    [Fact]
    public void A_common_term_takes_a_byte_a_place()
    {
        var list = new PostingList();
        for (var place = 0; place < 1_000; place++)
            list.Add(place, 1);
        Assert.Equal(1_000, list.Bytes.Length);
    }

    [Fact]
    public void Lengths_are_exact_where_facts_are_and_near_beyond()
    {
        Assert.All(Enumerable.Range(0, 201), words => Assert.Equal(words, TextLength.Unpack(TextLength.Pack(words))));
        Assert.All([250, 1_000, 20_000], words => Assert.InRange(TextLength.Unpack(TextLength.Pack(words)) / words, 0.94, 1.06));
    }

    private static List<(int Place, int Times)> Ascending(List<(int Gap, int Times)> pairs)
    {
        var place = -1;
        return pairs.ConvertAll(pair => (place += pair.Gap, pair.Times % 5 == 0 ? pair.Times : 1));
    }

    private static PostingList Written(List<(int Place, int Times)> postings)
    {
        var list = new PostingList();
        foreach (var (place, times) in postings)
            list.Add(place, times);
        return list;
    }

    private static List<(int Place, int Times)> Read(ReadOnlySpan<byte> bytes)
    {
        List<(int, int)> postings = [];
        var reader = new PostingList.Reader(bytes);
        while (reader.Next())
            postings.Add((reader.Place, reader.Times));
        return postings;
    }
}
