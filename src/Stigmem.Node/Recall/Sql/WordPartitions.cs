using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Recall.Sql;

/// <summary>The parts of the word index that a caller may or may not look into: one for each tenant, scope and garden.</summary>
internal static class WordPartitions
{
    /// <summary>No partition: where segments are that nobody reads.</summary>
    public const int None = 0;

    private static readonly SqlText Select = new("SELECT id FROM word_partitions WHERE tenant = ?1 AND scope = ?2 AND garden = ?3");
    private static readonly SqlText Insert = new("INSERT INTO word_partitions (tenant, scope, garden) VALUES (?1, ?2, ?3) RETURNING id");
    private static readonly SqlText SelectAll = new($"SELECT id, garden FROM {IndexFile.Schema}.word_partitions WHERE tenant = ?1 AND scope = ?2");

    /// <summary>The partition, made now if it is new; while the index is filled.</summary>
    public static long Ensure(SqlSession session, long tenant, long scope, Guid? garden)
    {
        using (var known = Bind(session.Use(Select), tenant, scope, garden))
        {
            if (known.Step())
                return known.GetInt64(0);
        }
        using var insert = Bind(session.Use(Insert), tenant, scope, garden);
        insert.Step();
        return insert.GetInt64(0);
    }

    /// <summary>The partitions of a tenant and scope with their gardens; null is the open fabric.</summary>
    public static IReadOnlyList<(long Id, Guid? Garden)> Of(SqlSession session, int tenant, FactScope scope)
    {
        using var rows = session.Use(SelectAll);
        rows.Bind(1, (long)tenant).Bind(2, (long)scope);
        List<(long, Guid?)> partitions = [];
        while (rows.Step())
            partitions.Add((rows.GetInt64(0), rows.GetBytes(1).IsEmpty ? null : rows.GetGuid(1)));
        return partitions;
    }

    private static SqlStatement Bind(SqlStatement statement, long tenant, long scope, Guid? garden)
    {
        Span<byte> bytes = stackalloc byte[16];
        var length = garden?.TryWriteBytes(bytes, bigEndian: true, out var written) == true ? written : 0;
        return statement.Bind(1, tenant).Bind(2, scope).BindBlob(3, bytes[..length]);
    }
}
