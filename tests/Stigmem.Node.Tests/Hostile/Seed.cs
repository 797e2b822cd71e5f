using Stigmem.Testing;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>Choices of concurrent writers, who take turns as the machine lets them: not a property of one case, so not FsCheck's.</summary>
internal static class Seed
{
    /// <summary>The generator of one case, so that a case can be played alone.</summary>
    public static Random Of(int index) => new(unchecked((TestSeed.Value * 397) ^ index));

    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;
}
