using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Stigmem.Core.Tests;

/// <summary>Values that the properties of this project are tried on.</summary>
internal static class Samples
{
    private static readonly Gen<Rune> AnyRune = Gen.OneOf(
        Gen.Choose(0, 0x1F),
        Gen.Elements("\"\\/\u007F\u2028<&".Select(c => (int)c)),
        Gen.Choose(0x80, 0xD7FF),
        Gen.Choose(0xE000, 0xFFFF),
        Gen.Choose(0x10000, 0x10FFFF),
        Gen.Choose(0x20, 0x7E)).Select(value => new Rune(value));

    /// <summary>Ids.</summary>
    public static Arbitrary<Guid> Ids { get; } = ArbMap.Default.ArbFor<Guid>();

    /// <summary>Finite numbers, of every size.</summary>
    public static Arbitrary<double> Numbers { get; } = Bytes(8)
        .Select(bytes => BitConverter.ToDouble(bytes)).Where(double.IsFinite).Shrinking(number => ArbMap.Default.ArbFor<double>().Shrinker(number).Where(double.IsFinite));

    /// <summary>Text of every plane, without lone surrogates, rich in what canonical forms escape.</summary>
    public static Arbitrary<string> Text(int mostRunes) => Gen.Choose(0, mostRunes)
        .SelectMany(count => AnyRune.ArrayOf(count)).Select(string.Concat).Shrinking(Shorter);

    /// <summary>Whole numbers of a range, its ends and what lies near them included.</summary>
    public static Arbitrary<long> Whole(long least, long most) => Gen.Frequency(
        (1, Gen.Elements(least, most)),
        (1, Gen.Choose(0, 3).Select(near => Math.Min(most, least + near))),
        (8, Bytes(8).Select(bytes => Within(BitConverter.ToUInt64(bytes), least, most))))
        .Shrinking(number => ArbMap.Default.ArbFor<long>().Shrinker(number).Where(smaller => smaller >= least && smaller <= most));

    /// <summary>So many bytes.</summary>
    public static Gen<byte[]> Bytes(int count) => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(count);

    /// <summary>Cases that a failure makes smaller.</summary>
    public static Arbitrary<T> Shrinking<T>(this Gen<T> cases, Func<T, IEnumerable<T>> smaller) => Arb.From(cases, smaller);

    private static long Within(ulong bits, long least, long most)
    {
        var count = unchecked((ulong)most - (ulong)least + 1);
        return unchecked(least + (long)(count == 0 ? bits : bits % count));
    }

    private static IEnumerable<string> Shorter(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        if (runes.Length == 0)
            yield break;
        yield return "";
        yield return string.Concat(runes[..(runes.Length / 2)]);
        yield return string.Concat(runes[(runes.Length / 2)..]);
        for (var left = 0; left < Math.Min(runes.Length, 30); left++)
            yield return string.Concat(runes.Where((_, at) => at != left));
    }
}
