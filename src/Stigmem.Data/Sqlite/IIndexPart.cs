namespace Stigmem.Data.Sqlite;

/// <summary>Some tables of an index file and how they follow the log. The store is attached to it, read-only, as <c>store</c>.</summary>
public interface IIndexPart
{
    /// <summary>Makes the tables in an empty file. When it changes, the whole file is thrown away and filled anew.</summary>
    string Schema { get; }

    /// <summary>Takes over the rows of the log after one number up to and including another, in the pass's transaction.</summary>
    void Fill(SqlSession session, long after, long through);
}
