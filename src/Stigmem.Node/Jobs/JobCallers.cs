using Stigmem.Core.Tenants;
using Stigmem.Node.Auth;
using Stigmem.Node.Auth.Sql;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Jobs;

/// <summary>
/// Whom a job runs for: the key that it was asked for with, as it stands now. A key that was revoked or has expired since
/// has no rights, and neither have its jobs.
/// </summary>
internal sealed class JobCallers(KeyDirectory keys, AuthSettings settings, TimeProvider time, HostKey? host = null)
{
    /// <summary>The caller; null if there is none any more.</summary>
    public Principal? Of(StoredJob job)
    {
        if (job.KeyId is not { } id)
            return settings.Required || job.Tenant != TenantId.Default ? null : Principal.Anonymous;
        if (id == HostKey.KeyId)
            return host is not null && host.Principal.EntityUri == job.Caller ? host.Principal : null;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        return keys.Current.Values.FirstOrDefault(key => key.Id == id && !key.IsExpired(now))?.Principal is { } caller && caller.Tenant == job.Tenant
            ? caller
            : null;
    }
}
