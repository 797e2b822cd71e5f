using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Audit;

/// <summary>Forgets audit rows that are older than the operator wants to keep; facts, which are rows of their own, stay.</summary>
internal sealed class AuditRetentionJob(SqlEngine engine, AuditPruning pruning, TenantDirectory tenants, ObservationSettings settings, TimeProvider time) : IJob
{
    public string Name => "audit retention";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (settings.AuditRetentionDays == 0)
            return;
        var before = time.GetUtcNow().AddDays(-settings.AuditRetentionDays).ToUnixTimeMilliseconds() * 1_000;
        foreach (var (tenant, _) in tenants.All)
        {
            var pruned = (long)AuditPruning.MostInATurn;
            while (pruned == AuditPruning.MostInATurn)
            {
                ct.ThrowIfCancellationRequested();
                pruned = await engine.WriteAsync(session => pruning.Execute(session, tenant, before));
            }
        }
    }
}
