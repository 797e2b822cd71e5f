using Stigmem.Core.Faults;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Auth;

/// <summary>
/// Gives a node its first admin key, from the host. It is refused while an unexpired admin key exists, and possible
/// again when none does: an expired key must not lock the operator out for ever (access contract, section 5).
/// </summary>
internal sealed class AdminBootstrap(SqlEngine engine, KeyDirectory keys, KeyRegistry registry, KeyLifetime lifetime, EntityNaming naming, TimeProvider time)
{
    /// <summary>The fewest characters of a bootstrap key.</summary>
    public const int ShortestKey = 16;

    /// <summary>Whether an admin key works now.</summary>
    public bool HasAdminKey => HasAdmin(keys.Current.Values);

    /// <summary>Creates the key.</summary>
    /// <param name="rawKey">The key as the operator chose it; stored nowhere.</param>
    /// <param name="entityUri">Who it belongs to.</param>
    /// <param name="permissions">What it may do; <c>admin</c> among them.</param>
    public async Task<Outcome<ApiKey>> CreateAsync(string rawKey, string entityUri, IReadOnlyList<string> permissions)
    {
        if (rawKey.Trim().Length < ShortestKey)
            return new Fault(FaultCode.BadRequest, $"the bootstrap key must have at least {ShortestKey} characters");
        if (!PrincipalUri.Normalize(naming, entityUri).TryGet(out var entity, out var fault)
            || !KeyPermissions.Check([.. permissions.Select(name => name.Trim())]).TryGet(out var names, out fault)
            || !lifetime.Resolve(null).TryGet(out var expiry, out fault))
            return fault;
        if (!names.Contains("admin"))
            return new Fault(FaultCode.BadRequest, "the bootstrap key needs the permission admin");
        var key = registry.Prepare(new NewKey { RawKey = rawKey, EntityUri = entity, PermissionNames = names, Description = "bootstrap", Expiry = expiry });
        return await engine.WriteAsync<Outcome<ApiKey>>(session => HasAdmin(keys.Working.Values)
            ? new Fault(FaultCode.Conflict, "an unexpired admin key exists; bootstrap is for a node without one")
            : registry.Add(session, key, KeyAudit.Bootstrapped(key)));
    }

    private bool HasAdmin(IEnumerable<ApiKey> all)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        return all.Any(key => key.Principal!.Has(Permissions.Admin) && !key.IsExpired(now));
    }
}
