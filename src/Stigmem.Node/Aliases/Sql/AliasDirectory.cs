using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Aliases.Sql;

/// <summary>Aliases: in memory for every assert and query, in the store for good.</summary>
internal sealed class AliasDirectory(TenantDirectory tenants) : IWriterState
{
    private static readonly SqlText SelectAll = new("SELECT tenant, raw_uri, canonical_uri, kind, created_by, created_us FROM entity_aliases");
    private static readonly SqlText Upsert = new(
        """
        INSERT INTO entity_aliases (tenant, raw_uri, canonical_uri, kind, created_by, created_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT (tenant, raw_uri) DO UPDATE
        SET canonical_uri = excluded.canonical_uri, kind = excluded.kind, created_by = excluded.created_by, created_us = excluded.created_us
        """);

    private static readonly SqlText Delete = new("DELETE FROM entity_aliases WHERE tenant = ?1 AND raw_uri = ?2");

    private volatile AliasMap _current = AliasMap.Empty;

    /// <summary>The committed aliases.</summary>
    public AliasMap Current => _current;

    /// <summary>The aliases as the writer's turn has them.</summary>
    public AliasMap Working { get; private set; } = AliasMap.Empty;

    public void Put(SqlSession session, EntityAlias alias)
    {
        using (var upsert = session.Use(Upsert))
        {
            upsert.Bind(1, (long)tenants.Ensure(session, alias.Tenant)).Bind(2, alias.RawUri).Bind(3, alias.CanonicalUri).Bind(4, alias.Kind)
                .Bind(5, alias.CreatedBy).Bind(6, alias.CreatedMicroseconds).Execute();
        }
        Working = Working.With(alias);
    }

    public void Remove(SqlSession session, string tenant, string rawUri)
    {
        using (var delete = session.Use(Delete))
            delete.Bind(1, (long)tenants.Ensure(session, tenant)).Bind(2, rawUri).Execute();
        Working = Working.Without(tenant, rawUri);
    }

    public void Load(SqlSession session)
    {
        var map = AliasMap.Empty;
        using var rows = session.Use(SelectAll);
        while (rows.Step())
        {
            map = map.With(new EntityAlias(
                tenants.NameOf((int)rows.GetInt64(0)), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetInt64(5)));
        }
        Working = map;
        Publish();
    }

    public void Publish() => _current = Working;
}
