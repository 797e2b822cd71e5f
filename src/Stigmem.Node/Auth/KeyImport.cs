using Stigmem.Core.Clock;
using Stigmem.Core.Facts;
using Stigmem.Core.Faults;
using Stigmem.Core.Tenants;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Auth;

/// <summary>Takes keys over from a store that kept SHA-256 hashes, so that their holders notice nothing (access contract, section 2).</summary>
internal sealed class KeyImport(SqlEngine engine, KeyDirectory keys, KeyRegistry registry, AuthSettings settings, EntityNaming naming, IdSource ids, TimeProvider time)
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>Adds one key with its audit row.</summary>
    public async Task<Outcome<ApiKey>> AddAsync(ImportedKey imported)
    {
        if (!LegacyHash.IsHash(imported.Hash))
            return Refused("its hash is not SHA-256, and another kind cannot be taken over");
        if (!PrincipalUri.Normalize(naming, imported.EntityUri).TryGet(out var entity, out var fault)
            || !KeyPermissions.Check([.. imported.Permissions]).TryGet(out var names, out fault)
            || !Scopes(imported.AllowedScopes).TryGet(out var scopes, out fault)
            || !Life(imported).TryGet(out var life, out fault))
            return fault;
        if (!TenantId.TryNormalize(imported.TenantId ?? TenantId.Default, out var tenant))
            return Refused($"tenant_id_invalid: '{imported.TenantId}'");
        var key = new ApiKey
        {
            Id = ids.Next(),
            Tag = LegacyHash.TagOfHash(imported.Hash),
            Hash = LegacyHash.Stored(imported.Hash),
            EntityUri = entity,
            PermissionNames = names,
            Scopes = scopes,
            Tenant = tenant,
            Description = imported.Description,
            CreatedMicroseconds = life.Created,
            ExpiresAt = life.Expiry.Text,
            ExpiresMicroseconds = life.Expiry.Microseconds,
        };
        return await engine.WriteAsync(session => keys.Working.ContainsKey(key.Tag) ? Refused("it is here already") : registry.Add(session, key, KeyAudit.Imported(key)));
    }

    private static Outcome<ScopeSet> Scopes(IReadOnlyList<string>? names)
    {
        if (names is null)
            return ScopeSet.All;
        var scopes = default(ScopeSet);
        foreach (var name in names)
        {
            if (!FactScopes.TryParse(name, out var scope))
                return new Fault(FaultCode.BadRequest, $"'{name}' is no scope");
            scopes = scopes.With(scope);
        }
        return scopes == default ? new Fault(FaultCode.BadRequest, "it covers no scope") : scopes;
    }

    /// <summary>The life that it had, but never one that this node would not give today.</summary>
    private Outcome<(long Created, KeyExpiry Expiry)> Life(ImportedKey imported)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        var (created, end) = (now, long.MaxValue);
        if (imported.CreatedAt is not null && !Instants.TryParse(imported.CreatedAt, out created))
            return new Fault(FaultCode.BadRequest, "created_at is no time");
        if (imported.ExpiresAt is not null && !Instants.TryParse(imported.ExpiresAt, out end))
            return new Fault(FaultCode.BadRequest, "expires_at is no time");
        var longest = settings.ApiKeyMaxAgeDays * MicrosecondsPerDay;
        var latest = longest == 0 ? long.MaxValue : imported.ExpiresAt is null ? created + longest : now + longest;
        if (Math.Min(end, latest) <= now)
            return new Fault(FaultCode.BadRequest, "it has expired");
        if (end <= latest)
            return (created, imported.ExpiresAt is null ? default : new KeyExpiry(imported.ExpiresAt, end));
        return (created, KeyLifetime.At(latest));
    }

    private static Outcome<ApiKey> Refused(string why) => new Fault(FaultCode.BadRequest, why);
}
