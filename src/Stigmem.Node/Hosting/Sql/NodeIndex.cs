using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;

namespace Stigmem.Node.Hosting.Sql;

/// <summary>What the node keeps in the index file beside its store (decision 0024).</summary>
public static class NodeIndex
{
    /// <summary>The tables of all slices.</summary>
    public static IndexLayout Layout { get; } = new()
    {
        Parts = [FactIndex.Part],
        Mark = new("SELECT chain_hash FROM store.facts WHERE seq <= ?1 ORDER BY seq DESC LIMIT 1"),
    };
}
