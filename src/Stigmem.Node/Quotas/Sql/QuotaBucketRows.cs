using Stigmem.Core.Quotas;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Quotas.Sql;

/// <summary>Quota buckets in the store.</summary>
internal sealed class QuotaBucketRows(TenantDirectory tenants)
{
    private static readonly SqlText SelectAll = new("SELECT tenant, entity_uri, dimension, tokens, filled_us FROM quota_buckets WHERE filled_us > ?1");
    private static readonly SqlText Upsert = new(
        """
        INSERT INTO quota_buckets (tenant, entity_uri, dimension, tokens, filled_us) VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT (tenant, entity_uri, dimension) DO UPDATE SET tokens = excluded.tokens, filled_us = excluded.filled_us
        """);

    private static readonly SqlText DeleteFull = new("DELETE FROM quota_buckets WHERE filled_us <= ?1");

    private static readonly Dictionary<string, QuotaDimension> Dimensions = Enum.GetValues<QuotaDimension>().ToDictionary(dimension => dimension.WireName());

    /// <summary>Levels that were written down after a moment; what is older has filled since.</summary>
    public IReadOnlyList<BucketLevel> Read(SqlSession session, long afterMicroseconds)
    {
        using var rows = session.Use(SelectAll);
        rows.Bind(1, afterMicroseconds);
        List<BucketLevel> levels = [];
        while (rows.Step())
        {
            if (Dimensions.TryGetValue(rows.GetString(2), out var dimension))
                levels.Add(new BucketLevel(new BucketKey(rows.GetString(1), tenants.NameOf((int)rows.GetInt64(0)), dimension), rows.GetDouble(3), rows.GetInt64(4)));
        }
        return levels;
    }

    /// <summary>Writes levels down and forgets buckets that are full by now; in the writer's turn.</summary>
    public void Write(SqlSession session, IEnumerable<BucketLevel> levels, long fullSinceMicroseconds)
    {
        foreach (var (key, tokens, at) in levels)
        {
            using var upsert = session.Use(Upsert);
            upsert.Bind(1, (long)tenants.Ensure(session, key.Tenant)).Bind(2, key.Entity).Bind(3, key.Dimension.WireName()).Bind(4, tokens).Bind(5, at).Execute();
        }
        using var delete = session.Use(DeleteFull);
        delete.Bind(1, fullSinceMicroseconds).Execute();
    }
}
