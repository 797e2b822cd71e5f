using Stigmem.Core.Transparency;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Federation.Transparency.Sql;

/// <summary>The full subtrees of the log, as one session sees them.</summary>
internal sealed class MerkleRows(SqlSession session) : IMerkleNodes
{
    private static readonly SqlText Select = new("SELECT hash FROM tl_nodes WHERE level = ?1 AND idx = ?2");
    private static readonly SqlText Insert = new("INSERT INTO tl_nodes (level, idx, hash) VALUES (?1, ?2, ?3)");

    /// <summary>The hash of a subtree that must be there.</summary>
    /// <exception cref="InvalidOperationException">It is not: the store was changed by other hands.</exception>
    public MerkleHash Read(int level, long index) =>
        Find(level, index) ?? throw new InvalidOperationException($"The transparency log lacks node {level}/{index}.");

    /// <summary>The hash of a subtree, or null.</summary>
    public MerkleHash? Find(int level, long index)
    {
        using var row = session.Use(Select);
        return row.Bind(1, (long)level).Bind(2, index).Step() ? MerkleHash.FromBytes(row.GetBytes(0)) : null;
    }

    /// <summary>Keeps a subtree; in the writer's turn.</summary>
    public void Add(in MerkleNode node)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, (long)node.Level).Bind(2, node.Index).BindBlob(3, node.Hash.Bytes).Execute();
    }
}
