using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth;

/// <summary>Registers, lists and revokes the public keys under which entities sign their asserts.</summary>
internal sealed class AgentKeyRegistry(SqlEngine engine, AgentKeyDirectory keys, AuditLog audit, IdSource ids, TimeProvider time)
{
    /// <summary>Registers a key of the caller's.</summary>
    /// <param name="publicKey">Canonical base64url of a valid public key.</param>
    /// <param name="description">A note.</param>
    /// <param name="isProven">Whether the caller proved to hold the private key.</param>
    /// <param name="by">The caller.</param>
    public async Task<AgentKey> RegisterAsync(string publicKey, string? description, bool isProven, Principal by)
    {
        var key = new AgentKey(ids.Next(), by.Tenant, by.EntityUri, publicKey, description, Now(), null);
        return await engine.WriteAsync(session =>
        {
            keys.Add(session, key);
            audit.Append(session, KeyAudit.AgentKeyRegistered(key, by, isProven));
            return key;
        });
    }

    /// <summary>The caller's own keys, newest first, revoked ones included.</summary>
    public IReadOnlyList<AgentKey> OwnedBy(Principal caller) => keys.OfEntity(caller.Tenant, caller.EntityUri);

    /// <summary>Ends a key; its holder and admins may. What it signed stays signed.</summary>
    public Task<Outcome<AgentKey>> RevokeAsync(Guid id, Principal by) => engine.WriteAsync<Outcome<AgentKey>>(session =>
    {
        if (keys.Find(session, id) is not { } key || key.Tenant != by.Tenant)
            return new Fault(FaultCode.NotFound, "agent key not found");
        if (key.EntityUri != by.EntityUri && !by.Has(Permissions.Admin))
            return new Fault(FaultCode.NotOwner, "cannot revoke another entity's key");
        if (key.RevokedMicroseconds is not null)
            return new Fault(FaultCode.Conflict, "key is already revoked");
        keys.Revoke(session, id, Now());
        audit.Append(session, KeyAudit.AgentKeyRevoked(key, by));
        return key;
    });

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
