using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth;

/// <summary>
/// Registers, lists, rotates and revokes API keys. The slow hash is made before the writer's turn; what depends on
/// other keys is decided in it, and the audit row commits with the change or not at all.
/// </summary>
internal sealed class KeyRegistry(
    SqlEngine engine, KeyDirectory keys, KeyTagSecret secret, AuditLog audit, IdSource ids, TimeProvider time)
{
    private static readonly Fault NotFound = new(FaultCode.NotFound, "Key not found");
    private static readonly Fault Taken = new(FaultCode.Conflict, "raw_key already exists; generate a new key value");
    private static readonly Fault CallerIsGone = new(FaultCode.InvalidCredentials, "Invalid or expired API key");

    /// <summary>Registers a key on behalf of a caller whose rights were checked.</summary>
    public Task<Outcome<ApiKey>> RegisterAsync(NewKey draft, Principal by)
    {
        var key = Prepare(draft);
        return engine.WriteAsync<Outcome<ApiKey>>(session => IsGone(by) ? CallerIsGone : Add(session, key, KeyAudit.Registered(key, by)));
    }

    /// <summary>Ends a key with the commit; its own holder and admins may.</summary>
    public Task<Outcome<ApiKey>> RevokeAsync(Guid id, Principal by) => engine.WriteAsync<Outcome<ApiKey>>(session =>
    {
        if (!FindForEnd(id, by, "Cannot revoke another entity's key").TryGet(out var key, out var fault))
            return fault;
        keys.Remove(session, key);
        audit.Append(session, KeyAudit.Revoked(key, by));
        return key;
    });

    /// <summary>Puts a new key beside an old one, which goes on working for a while (additive).</summary>
    /// <param name="id">The old key.</param>
    /// <param name="rawKey">The new raw key.</param>
    /// <param name="overlapMicroseconds">How long the old key goes on working.</param>
    /// <param name="fresh">The new key's expiry; null inherits the old key's, which is all that its holder may do.</param>
    /// <param name="by">Who rotates.</param>
    public Task<Outcome<KeyRotation>> RotateAsync(Guid id, string rawKey, long overlapMicroseconds, KeyExpiry? fresh, Principal by)
    {
        var material = Material(rawKey);
        var newId = ids.Next();
        return engine.WriteAsync<Outcome<KeyRotation>>(session =>
        {
            var now = Now();
            if (!FindForEnd(id, by, "Cannot rotate another entity's key").TryGet(out var old, out var fault))
                return fault;
            if (old.IsExpired(now))
                return NotFound;
            var expiry = fresh ?? new KeyExpiry(old.ExpiresAt, old.ExpiresMicroseconds);
            var key = old with
            {
                Id = newId,
                Tag = material.Tag,
                Hash = material.Hash,
                CreatedMicroseconds = now,
                ExpiresAt = expiry.Text,
                ExpiresMicroseconds = expiry.Microseconds,
            };
            if (keys.Working.ContainsKey(key.Tag))
                return Taken;
            var end = now + overlapMicroseconds;
            var ending = old.ExpiresMicroseconds <= end ? old : keys.Expire(session, old, KeyLifetime.At(end));
            return Add(session, key, KeyAudit.Rotated(key, ending, by)).TryGet(out var added, out fault)
                ? new KeyRotation(added, ending)
                : fault;
        });
    }

    /// <summary>Gives an OpenID subject its one key: earlier ones of the same issuer and subject end (access contract, section 4).</summary>
    public Task<Outcome<ApiKey>> ExchangeAsync(NewKey draft)
    {
        var key = Prepare(draft);
        return engine.WriteAsync<Outcome<ApiKey>>(session =>
        {
            var earlier = keys.Working.Values.Where(other => other.OidcIssuer == key.OidcIssuer && other.OidcSub == key.OidcSub).ToList();
            foreach (var other in earlier)
                keys.Remove(session, other);
            return Add(session, key, KeyAudit.Exchanged(key, earlier.Count));
        });
    }

    /// <summary>The caller's own keys that still work, newest first.</summary>
    public IReadOnlyList<ApiKey> OwnedBy(Principal caller)
    {
        var now = Now();
        return [.. keys.Current.Values.Where(key => KeyRights.Owns(caller, key) && !key.IsExpired(now))
            .OrderByDescending(key => key.CreatedMicroseconds).ThenByDescending(key => key.Id)];
    }

    /// <summary>Keys that the caller may know of and that stop working within a time, soonest first.</summary>
    public IReadOnlyList<ApiKey> ExpiringWithin(TimeSpan span, Principal caller)
    {
        var now = Now();
        var end = now + (long)span.TotalMicroseconds;
        return [.. keys.Current.Values.Where(key => key.ExpiresMicroseconds > now && key.ExpiresMicroseconds <= end && KeyRights.MayKnow(caller, key))
            .OrderBy(key => key.ExpiresMicroseconds).ThenBy(key => key.Id)];
    }

    /// <summary>A registered form of a new key; slow, so before the writer's turn.</summary>
    public ApiKey Prepare(NewKey draft)
    {
        var material = Material(draft.RawKey);
        return new ApiKey
        {
            Id = ids.Next(),
            Tag = material.Tag,
            Hash = material.Hash,
            EntityUri = draft.EntityUri,
            PermissionNames = draft.PermissionNames,
            Scopes = draft.Scopes,
            Tenant = draft.Tenant,
            Description = draft.Description,
            CreatedMicroseconds = Now(),
            ExpiresAt = draft.Expiry.Text,
            ExpiresMicroseconds = draft.Expiry.Microseconds,
            OidcIssuer = draft.OidcIssuer,
            OidcSub = draft.OidcSub,
        };
    }

    /// <summary>Stores a prepared key with its audit row; in the writer's turn.</summary>
    public Outcome<ApiKey> Add(SqlSession session, ApiKey key, AuditEvent happened)
    {
        if (keys.Working.ContainsKey(key.Tag))
            return Taken;
        keys.Add(session, key);
        audit.Append(session, happened);
        return keys.Working[key.Tag];
    }

    private Outcome<ApiKey> FindForEnd(Guid id, Principal by, string notOwner)
    {
        if (IsGone(by))
            return CallerIsGone;
        if (keys.Working.Values.FirstOrDefault(key => key.Id == id) is not { } found || !KeyRights.MayKnow(by, found))
            return NotFound;
        return KeyRights.MayEnd(by, found) ? found : new Fault(FaultCode.NotOwner, notOwner);
    }

    /// <summary>Whether the caller's own key was revoked or ran out while the request waited for its turn.</summary>
    private bool IsGone(Principal by) =>
        by.KeyId is { } id && id != HostKey.KeyId && keys.Working.Values.FirstOrDefault(key => key.Id == id)?.IsExpired(Now()) != false;

    /// <summary>The header parser trims what it reads, so the registry does too: else such a key would never match.</summary>
    private (string Tag, string Hash) Material(string rawKey)
    {
        var trimmed = rawKey.Trim();
        return (secret.TagOf(trimmed), KeyHash.Create(trimmed));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
