using Stigmem.Data.Sqlite;

namespace Stigmem.Data;

/// <summary>What the writer keeps in memory beside the store: clocks, chain heads, directories.</summary>
public interface IWriterState
{
    /// <summary>Reads the state from the store: at start, and again after a rollback made the memory wrong.</summary>
    void Load(SqlSession session);

    /// <summary>Called in the writer's turn after a commit, to publish what readers may see.</summary>
    void Publish();
}
