using System.Collections.Immutable;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth.Sql;

/// <summary>Registered API keys: in memory for every request, in the store for good. A removed key is gone at once.</summary>
internal sealed class KeyDirectory(TenantDirectory tenants, AuthSettings settings) : IWriterState
{
    private static readonly SqlText SelectAll = new(
        """
        SELECT id, tag, hash, entity_uri, permissions, allowed_scopes, tenant, description, created_us, expires_at, expires_us,
               oidc_issuer, oidc_sub
        FROM api_keys
        """);

    private static readonly SqlText Insert = new(
        """
        INSERT INTO api_keys (id, tag, hash, entity_uri, permissions, allowed_scopes, tenant, description, created_us, expires_at,
                              expires_us, oidc_issuer, oidc_sub)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
        """);

    private static readonly SqlText Delete = new("DELETE FROM api_keys WHERE id = ?1");

    private static readonly SqlText UpdateExpiry = new("UPDATE api_keys SET expires_at = ?2, expires_us = ?3 WHERE id = ?1");

    private static readonly SqlText UpdateHash = new("UPDATE api_keys SET tag = ?2, hash = ?3 WHERE id = ?1");

    private ImmutableDictionary<string, ApiKey> _working = ImmutableDictionary<string, ApiKey>.Empty;
    private volatile ImmutableDictionary<string, ApiKey> _current = ImmutableDictionary<string, ApiKey>.Empty;

    /// <summary>Committed keys by their tag.</summary>
    public ImmutableDictionary<string, ApiKey> Current => _current;

    /// <summary>Keys by their tag, as the writer's turn has them.</summary>
    public ImmutableDictionary<string, ApiKey> Working => _working;

    public void Add(SqlSession session, ApiKey key)
    {
        using (var insert = session.Use(Insert))
        {
            insert.Bind(1, key.Id).BindBlob(2, Convert.FromBase64String(key.Tag)).Bind(3, key.Hash).Bind(4, key.EntityUri)
                .Bind(5, string.Join(',', key.PermissionNames)).Bind(6, (long)key.Scopes.Bits).Bind(7, (long)tenants.Ensure(session, key.Tenant))
                .Bind(8, key.Description).Bind(9, key.CreatedMicroseconds).Bind(10, key.ExpiresAt).Bind(11, key.ExpiresMicroseconds)
                .Bind(12, key.OidcIssuer).Bind(13, key.OidcSub).Execute();
        }
        _working = _working.Add(key.Tag, WithPrincipal(key));
    }

    public void Remove(SqlSession session, ApiKey key)
    {
        using (var delete = session.Use(Delete))
            delete.Bind(1, key.Id).Execute();
        _working = _working.Remove(key.Tag);
    }

    /// <summary>Sets the end of a key's life; in the writer's turn.</summary>
    public ApiKey Expire(SqlSession session, ApiKey key, KeyExpiry expiry)
    {
        using (var update = session.Use(UpdateExpiry))
            update.Bind(1, key.Id).Bind(2, expiry.Text).Bind(3, expiry.Microseconds).Execute();
        var ending = key with { ExpiresAt = expiry.Text, ExpiresMicroseconds = expiry.Microseconds };
        _working = _working.SetItem(key.Tag, ending);
        return ending;
    }

    /// <summary>Gives a key another hash and the tag that goes with it; in the writer's turn.</summary>
    public void Rehash(SqlSession session, ApiKey key, string tag, string hash)
    {
        using (var update = session.Use(UpdateHash))
            update.Bind(1, key.Id).BindBlob(2, Convert.FromBase64String(tag)).Bind(3, hash).Execute();
        _working = _working.Remove(key.Tag).Add(tag, key with { Tag = tag, Hash = hash });
    }

    public void Load(SqlSession session)
    {
        var all = ImmutableDictionary.CreateBuilder<string, ApiKey>();
        using (var rows = session.Use(SelectAll))
        {
            while (rows.Step())
            {
                var key = Read(rows);
                all.Add(key.Tag, key);
            }
        }
        _working = all.ToImmutable();
        Publish();
    }

    public void Publish() => _current = _working;

    private ApiKey Read(SqlStatement row) => WithPrincipal(new ApiKey
    {
        Id = row.GetGuid(0),
        Tag = Convert.ToBase64String(row.GetBytes(1)),
        Hash = row.GetString(2),
        EntityUri = row.GetString(3),
        PermissionNames = row.GetString(4).Split(',', StringSplitOptions.RemoveEmptyEntries),
        Scopes = new ScopeSet((byte)row.GetInt64(5)),
        Tenant = tenants.NameOf((int)row.GetInt64(6)),
        Description = row.GetStringOrNull(7),
        CreatedMicroseconds = row.GetInt64(8),
        ExpiresAt = row.GetStringOrNull(9),
        ExpiresMicroseconds = row.GetInt64OrNull(10),
        OidcIssuer = row.GetStringOrNull(11),
        OidcSub = row.GetStringOrNull(12),
    });

    /// <summary>Without the tenancy switch every caller works in tenant <c>default</c> (access contract, section 6).</summary>
    private ApiKey WithPrincipal(ApiKey key) => key with
    {
        Principal = new Principal(
            key.EntityUri, settings.MultiTenant ? key.Tenant : Core.Tenants.TenantId.Default,
            PermissionNames.Parse(key.PermissionNames, out _), key.Scopes, key.Id, key.OidcSub),
    };
}
