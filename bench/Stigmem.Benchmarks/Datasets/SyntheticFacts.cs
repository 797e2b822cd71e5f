using System.Globalization;

namespace Stigmem.Benchmarks.Datasets;

/// <summary>
/// Small facts without end. Fact <c>i</c> is a pure function of the seed and <c>i</c>, so a run can fill a node to any
/// size, continue where it stopped and check a value years later without keeping a list.
/// </summary>
internal sealed class SyntheticFacts(ulong seed)
{
    private const int FactsAnEntity = 10;
    private const int Sources = 16;

    private static readonly string[] Relations =
    [
        "bench:name", "bench:state", "bench:owner", "bench:place", "bench:colour",
        "bench:origin", "bench:purpose", "bench:remark", "bench:batch", "bench:grade",
    ];

    private static readonly string[] Words =
    [
        "amber", "basalt", "cedar", "delta", "ember", "fjord", "garnet", "harbor",
        "indigo", "jasper", "kelp", "lagoon", "maple", "nickel", "onyx", "poplar",
        "quartz", "river", "saffron", "tundra", "umber", "violet", "willow", "xenon",
        "yarrow", "zephyr", "anchor", "beacon", "copper", "dune", "estuary", "flint",
    ];

    /// <summary>The entity that fact <paramref name="index"/> belongs to.</summary>
    public static string EntityOf(long index) =>
        string.Create(CultureInfo.InvariantCulture, $"stigmem://bench/item/{index / FactsAnEntity}");

    public BenchFact this[long index]
    {
        get
        {
            var random = Mix(seed + (ulong)index);
            return new BenchFact(
                EntityOf(index),
                Relations[index % Relations.Length],
                "string",
                ValueOf(random),
                string.Create(CultureInfo.InvariantCulture, $"agent:bench-{random % Sources}"),
                "public");
        }
    }

    private static string ValueOf(ulong random)
    {
        // Four words of about six letters and a number that keeps values distinct: about forty characters.
        var first = Words[(int)(random >> 4 & 31)];
        var second = Words[(int)(random >> 9 & 31)];
        var third = Words[(int)(random >> 14 & 31)];
        var fourth = Words[(int)(random >> 19 & 31)];
        return string.Create(CultureInfo.InvariantCulture, $"{first} {second} {third} {fourth} {random >> 16:x12}");
    }

    /// <summary>SplitMix64's finaliser: neighbouring indexes give unrelated numbers.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
