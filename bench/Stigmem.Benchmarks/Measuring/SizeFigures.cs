namespace Stigmem.Benchmarks.Measuring;

/// <summary>What one size contributes to the comparison between sizes; rates a second.</summary>
internal sealed record SizeFigures(
    int Size, double Assert, double RawInsert, double Query, double RawQuery, double Get, double RawGet);
