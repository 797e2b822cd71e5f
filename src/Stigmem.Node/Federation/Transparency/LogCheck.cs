using Stigmem.Core.Transparency;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Transparency.Sql;

namespace Stigmem.Node.Federation.Transparency;

/// <summary>Compares every payload of the log with the tree over them.</summary>
internal static class LogCheck
{
    /// <summary>
    /// The first entry whose payload, or a subtree that it completes, is not what was hashed; null when all agree. Entries
    /// that were cut off at the end are found by a head that somebody kept, not here.
    /// </summary>
    public static long? FirstBroken(SqlSession session)
    {
        var rows = new MerkleRows(session);
        var tree = new MerkleTree(rows);
        var size = LogRows.Size(session);
        for (var index = 0L; index < size; index++)
        {
            // Each step leans only on subtrees that the steps before it have checked.
            if (LogRows.Find(session, index) is not { } entry
                || tree.Append(index, entry.TreeLeaf).Any(node => rows.Find(node.Level, node.Index) != node.Hash))
                return index;
        }
        return null;
    }
}
