using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Stigmem.Testing;

/// <summary>Runs FsCheck's properties from the seed of the run; a failure names the seed and the smallest case found.</summary>
public static class Properties
{
    /// <summary>Holds for so many cases.</summary>
    /// <param name="times">How many.</param>
    /// <param name="cases">Which.</param>
    /// <param name="body">Throws where it does not hold.</param>
    /// <param name="lane">Tells runs of one test apart that must not try the same cases.</param>
    public static void Holds<T>(int times, Arbitrary<T> cases, Action<T> body, int lane = 0) => Check(times, Prop.ForAll(cases, body), lane);

    /// <summary>Holds for so many pairs.</summary>
    public static void Holds<T1, T2>(int times, Arbitrary<T1> first, Arbitrary<T2> second, Action<T1, T2> body) => Check(times, Prop.ForAll(first, second, body));

    private static void Check(int times, Property property, int lane = 0)
    {
        var start = new Replay(new Rnd(((ulong)lane << 32) + (ulong)TestSeed.Value), FSharpOption<int>.None);
        try
        {
            property.Check(Config.QuickThrowOnFailure.WithMaxTest(times).WithQuietOnSuccess(true).WithReplay(start));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"STIGMEM_TEST_SEED={TestSeed.Value}: {e.Message}", e);
        }
    }
}
