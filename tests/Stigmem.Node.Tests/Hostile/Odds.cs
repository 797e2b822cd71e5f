using FsCheck;
using FsCheck.Fluent;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>Rare things among usual ones.</summary>
internal static class Odds
{
    private const int Whole = 1_000;

    /// <summary>True in that part of the cases.</summary>
    public static Gen<bool> Chance(double part) => Gen.Choose(0, Whole - 1).Select(n => n < part * Whole);

    /// <summary>The rare one in that part of the cases. Both are made only when it is their turn: bodies nest.</summary>
    public static Gen<T> Rarely<T>(double part, Func<Gen<T>> rare, Func<Gen<T>> usual) => Chance(part).SelectMany(isRare => isRare ? rare() : usual());

    /// <summary>The text in that part of the cases, else nothing.</summary>
    public static Gen<IReadOnlyList<T>> Some<T>(double part, Gen<T> one) =>
        Rarely(part, () => one.Select(value => (IReadOnlyList<T>)[value]), () => Gen.Constant<IReadOnlyList<T>>([]));
}
