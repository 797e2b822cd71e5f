using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Graph.Sql;
using Stigmem.Node.Recall.Sql;

namespace Stigmem.Node.Hosting.Sql;

/// <summary>What the node keeps in the index file beside its store (decision 0024).</summary>
public static class NodeIndex
{
    /// <summary>The tables of all slices.</summary>
    /// <remarks>Made anew for each store: a part may remember what it has read.</remarks>
    public static IndexLayout Layout => new()
    {
        Parts = [FactIndex.Part, EdgeIndex.Part, SureFacts.Part, new WordIndex()],
        Mark = new("SELECT chain_hash FROM store.facts WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1"),
    };
}
