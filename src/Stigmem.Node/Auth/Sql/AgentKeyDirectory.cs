using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth.Sql;

/// <summary>Agent keys in the store.</summary>
internal sealed class AgentKeyDirectory(SqlEngine engine, TenantDirectory tenants)
{
    private const string Columns = "id, tenant, entity_uri, public_key, description, registered_us, revoked_us";

    private static readonly SqlText SelectById = new($"SELECT {Columns} FROM agent_keys WHERE id = ?1");
    private static readonly SqlText SelectByEntity = new(
        $"SELECT {Columns} FROM agent_keys WHERE tenant = ?1 AND entity_uri = ?2 ORDER BY registered_us DESC, id DESC");

    private static readonly SqlText SelectActive = new("SELECT 1 FROM agent_keys WHERE tenant = ?1 AND entity_uri = ?2 AND revoked_us IS NULL");
    private static readonly SqlText Insert = new(
        "INSERT INTO agent_keys (id, tenant, entity_uri, public_key, description, registered_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private static readonly SqlText MarkRevoked = new("UPDATE agent_keys SET revoked_us = ?2 WHERE id = ?1 AND revoked_us IS NULL");

    public AgentKey? Find(Guid id, string tenant)
    {
        using var lease = engine.Read();
        return Find(lease.Session, id) is { } key && key.Tenant == tenant ? key : null;
    }

    public AgentKey? Find(SqlSession session, Guid id)
    {
        using var row = session.Use(SelectById);
        return row.Bind(1, id).Step() ? Read(row) : null;
    }

    /// <summary>Whether a key was revoked by now; in the writer's turn.</summary>
    public bool IsRevoked(SqlSession session, Guid id) => Find(session, id) is not { RevokedMicroseconds: null };

    /// <summary>Whether an entity has a key that is not revoked.</summary>
    public bool HasActive(string tenant, string entityUri)
    {
        using var lease = engine.Read();
        using var row = lease.Session.Use(SelectActive);
        return row.Bind(1, (long)tenants.NumberOf(tenant)).Bind(2, entityUri).Step();
    }

    public IReadOnlyList<AgentKey> OfEntity(string tenant, string entityUri)
    {
        using var lease = engine.Read();
        using var rows = lease.Session.Use(SelectByEntity);
        rows.Bind(1, (long)tenants.NumberOf(tenant)).Bind(2, entityUri);
        List<AgentKey> keys = [];
        while (rows.Step())
            keys.Add(Read(rows));
        return keys;
    }

    public void Add(SqlSession session, AgentKey key)
    {
        using var insert = session.Use(Insert);
        insert.Bind(1, key.Id).Bind(2, (long)tenants.Ensure(session, key.Tenant)).Bind(3, key.EntityUri).Bind(4, key.PublicKey)
            .Bind(5, key.Description).Bind(6, key.RegisteredMicroseconds).Execute();
    }

    public void Revoke(SqlSession session, Guid id, long atMicroseconds)
    {
        using var update = session.Use(MarkRevoked);
        update.Bind(1, id).Bind(2, atMicroseconds).Execute();
    }

    private AgentKey Read(SqlStatement row) => new(
        row.GetGuid(0), tenants.NameOf((int)row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetStringOrNull(4),
        row.GetInt64(5), row.GetInt64OrNull(6));
}
