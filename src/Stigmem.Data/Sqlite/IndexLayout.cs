namespace Stigmem.Data.Sqlite;

/// <summary>What an index file holds and how it follows the log. The store is attached to it, read-only, as <c>store</c>.</summary>
public sealed record IndexLayout
{
    /// <summary>Makes the tables in an empty file. A file that another schema made is thrown away and filled anew.</summary>
    public required string Schema { get; init; }

    /// <summary>Take over the rows of the log after number <c>?1</c> up to and including <c>?2</c>.</summary>
    public required IReadOnlyList<SqlText> Fill { get; init; }

    /// <summary>
    /// One blob that tells the log up to number <c>?1</c> from every other log, or no row when it is empty: by it a file is
    /// known that belongs to a store which has been replaced.
    /// </summary>
    public required SqlText Mark { get; init; }
}
