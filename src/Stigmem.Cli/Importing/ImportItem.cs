using Stigmem.Cli.Exchange;
using Stigmem.Protocol.Facts;

namespace Stigmem.Cli.Importing;

/// <summary>One fact of a source, or why there is none at that place.</summary>
/// <param name="File">The file, relative to what is imported; null when that is a single file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Fact">The fact; null when the place holds none.</param>
/// <param name="Problem">What is wrong with the place.</param>
/// <param name="Bytes">How much of the source has been read.</param>
internal readonly record struct ImportItem(string? File, int Line, AssertRequest? Fact, string? Problem, long Bytes)
{
    /// <summary>The garden that the place holds instead.</summary>
    public GardenLine? Garden { get; init; }

    /// <summary>The second name that the place holds instead.</summary>
    public AliasLine? Alias { get; init; }

    /// <summary>Whether the problem is only a remark: the place was never meant to become a fact.</summary>
    public bool IsLeftOut { get; init; }

    /// <summary>Whether the place is sent by itself, in its turn among the facts.</summary>
    public bool StandsAlone => Garden is not null || Alias is not null;

    /// <summary>A fact; its place is added later.</summary>
    public static ImportItem Of(AssertRequest fact) => default(ImportItem) with { Fact = fact };

    /// <summary>A place that should have held a fact.</summary>
    public static ImportItem Refused(string problem) => default(ImportItem) with { Problem = problem };

    /// <summary>A place that holds nothing to import.</summary>
    public static ImportItem LeftOut(string reason) => default(ImportItem) with { Problem = reason, IsLeftOut = true };
}
