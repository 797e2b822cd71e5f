using System.Globalization;

namespace Stigmem.Testing;

/// <summary>
/// Where random tests start. A usual run starts at the same number each time, so that a change is judged by what it
/// changed; <c>STIGMEM_TEST_ALL=1</c> starts anywhere and runs ten times as long. The number is printed, and
/// <c>STIGMEM_TEST_SEED</c> sets it to play a run again.
/// </summary>
public static class TestSeed
{
    private const int Usual = 20_260_304;

    private static readonly bool All = Environment.GetEnvironmentVariable("STIGMEM_TEST_ALL") == "1";

    /// <summary>The number.</summary>
    public static int Value { get; } = int.TryParse(Environment.GetEnvironmentVariable("STIGMEM_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : All ? Random.Shared.Next(1_000_000_000) : Usual;

    /// <summary>How often, when a usual run does it so often.</summary>
    public static int Times(int usual) => All ? usual * 10 : usual;
}
