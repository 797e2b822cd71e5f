using System.Globalization;

namespace Stigmem.Testing;

/// <summary>
/// Where random tests start: at a number that they print, and that <c>STIGMEM_TEST_SEED</c> sets to play a run again.
/// <c>STIGMEM_TEST_ALL=1</c> makes the runs ten times as long.
/// </summary>
public static class TestSeed
{
    /// <summary>The number.</summary>
    public static int Value { get; } = int.TryParse(Environment.GetEnvironmentVariable("STIGMEM_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
        ? seed
        : Environment.TickCount & int.MaxValue;

    /// <summary>How often, when a usual run does it so often.</summary>
    public static int Times(int usual) => Environment.GetEnvironmentVariable("STIGMEM_TEST_ALL") == "1" ? usual * 10 : usual;
}
