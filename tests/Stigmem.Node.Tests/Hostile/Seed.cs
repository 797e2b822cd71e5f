using System.Globalization;

namespace Stigmem.Node.Tests.Hostile;

/// <summary>
/// Where random tests start: at a number that they print, and that <c>STIGMEM_TEST_SEED</c> sets to play a run again.
/// <c>STIGMEM_TEST_ALL=1</c> makes the runs ten times as long.
/// </summary>
internal static class Seed
{
    public static int Value { get; } = int.TryParse(Environment.GetEnvironmentVariable("STIGMEM_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Environment.TickCount & int.MaxValue;

    public static int Times(int usual) => Environment.GetEnvironmentVariable("STIGMEM_TEST_ALL") == "1" ? usual * 10 : usual;

    /// <summary>The generator of one case, so that a case can be played alone.</summary>
    public static Random Of(int index) => new(unchecked((Value * 397) ^ index));

    public static T Pick<T>(this Random random, IReadOnlyList<T> among) => among[random.Next(among.Count)];

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;
}
