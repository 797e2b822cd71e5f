namespace Stigmem.Data.Sqlite;

/// <summary>What an index file holds and how it is known to be this store's.</summary>
public sealed record IndexLayout
{
    /// <summary>Its tables. They are filled in this order, all in one transaction.</summary>
    public required IReadOnlyList<IIndexPart> Parts { get; init; }

    /// <summary>
    /// One blob that tells the log up to number <c>?1</c> from every other log, or no row when it is empty: by it a file is
    /// known that belongs to a store which has been replaced.
    /// </summary>
    public required SqlText Mark { get; init; }

    /// <summary>Makes all tables; a file that another schema made is thrown away.</summary>
    internal string Schema => string.Concat(Parts.Select(part => part.Schema));
}
