using Stigmem.Core.Facts;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Jobs.Sql;

/// <summary>Whether work over a scope is too much for one answer.</summary>
/// <remarks>What lies in gardens is not counted: an estimate must not tell how much is hidden there.</remarks>
internal sealed class ScopeSize(SqlEngine engine, FactLog log, TenantDirectory tenants, LimitSettings limits)
{
    private static readonly SqlText Count = new("SELECT count(*) FROM facts WHERE +tenant = ?1 AND (?2 IS NULL OR scope = ?2) AND garden IS NULL");

    /// <summary>How many facts there are, if they are too many; null for the whole tenant.</summary>
    public long? TooMany(string tenant, FactScope? scope)
    {
        if (log.CountOf(tenant) <= limits.AsyncJobThreshold)
            return null;
        using var lease = engine.Read();
        using var row = lease.Session.Use(Count);
        row.Bind(1, (long)tenants.NumberOf(tenant)).Bind(2, scope is { } one ? (long)one : null).Step();
        return row.GetInt64(0) is var count && count > limits.AsyncJobThreshold ? count : null;
    }
}
