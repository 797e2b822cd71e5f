using Stigmem.Core.Facts;

namespace Stigmem.Core.Tests.Facts;

public class FactTupleTests
{
    private const string Ada = "stigmem://acme.test/user/ada";

    // Stored on disk: these values, computed with a separate implementation in Python, may never change.
    [Fact]
    public void Keys_never_change()
    {
        Assert.Equal(-7987698209776519892, new FactTuple("default", Ada, "memory:role", FactScope.Local).Key);
        Assert.Equal(-2952203042952302465, FactTuple.KeyOf("default", Ada));
        Assert.Equal(-8377759682567065118, new FactTuple("default", new string('é', 400), "m:n", FactScope.Public).Key);
    }

    [Fact]
    public void Every_part_counts_and_none_runs_into_the_next()
    {
        FactTuple[] tuples =
        [
            new("a", "bc", "d", FactScope.Local), new("ab", "c", "d", FactScope.Local), new("a", "b", "cd", FactScope.Local),
            new("a", "bc", "d", FactScope.Team), new("a", "bcd", "", FactScope.Local), new("", "abc", "d", FactScope.Local),
        ];
        Assert.Equal(tuples.Length, tuples.Select(tuple => tuple.Key).Distinct().Count());
        Assert.NotEqual(FactTuple.KeyOf("a", "bc"), FactTuple.KeyOf("ab", "c"));
    }
}
