using Stigmem.Data.Sqlite;

namespace Stigmem.Data;

/// <summary>
/// One unit of work in the writer's turn. Its result reaches the caller only after the commit that holds it.
/// </summary>
public interface IWriteRequest
{
    /// <summary>
    /// Does the work. It may run twice: when a group fails, it is rolled back and replayed one request at a time, so
    /// that only the culprit is refused. Expected refusals are results, never exceptions.
    /// </summary>
    void Execute(SqlSession session);

    /// <summary>Called after the commit, outside the writer's turn.</summary>
    void Committed();

    /// <summary>Called when the work could not be committed, outside the writer's turn.</summary>
    void Failed(Exception failure);
}
