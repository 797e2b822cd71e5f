namespace Stigmem.Cli.Exchange;

/// <summary>Lines of an export that are no facts say so in <c>kind</c>; facts have no such member.</summary>
internal static class LineKinds
{
    /// <summary>The version of the lines that this program writes, and the only one that it reads.</summary>
    public const int Version = 1;
}
