namespace Stigmem.Cli.Importing;

/// <summary>What a compared import did, or would do.</summary>
/// <param name="Added">Facts that were not there.</param>
/// <param name="Changed">Facts that took the place of others.</param>
internal readonly record struct ImportCounts(long Added, long Changed)
{
    /// <summary>Facts that were there already.</summary>
    public long Unchanged { get; init; }

    /// <summary>Places that were never meant to become facts.</summary>
    public long LeftOut { get; init; }

    /// <summary>Places that should have held a fact, and facts that the node refused.</summary>
    public long Refused { get; init; }
}
