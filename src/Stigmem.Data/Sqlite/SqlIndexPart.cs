namespace Stigmem.Data.Sqlite;

/// <summary>Tables that statements alone can fill.</summary>
/// <param name="Schema">Makes the tables in an empty file.</param>
/// <param name="Statements">Take over the rows of the log after number <c>?1</c> up to and including <c>?2</c>.</param>
public sealed record SqlIndexPart(string Schema, IReadOnlyList<SqlText> Statements) : IIndexPart
{
    /// <inheritdoc/>
    public void Fill(SqlSession session, long after, long through)
    {
        foreach (var text in Statements)
        {
            using var statement = session.Use(text);
            statement.Bind(1, after).Bind(2, through).Execute();
        }
    }
}
