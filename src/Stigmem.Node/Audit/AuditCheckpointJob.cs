using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit;

/// <summary>Signs the heads of all audit chains that have grown.</summary>
internal sealed class AuditCheckpointJob(SqlEngine engine, AuditCheckpoints checkpoints, TenantDirectory tenants) : IJob
{
    public string Name => "audit checkpoints";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (engine.Options.ReadOnly)
            return;
        foreach (var (tenant, _) in tenants.All)
        {
            ct.ThrowIfCancellationRequested();
            await checkpoints.SignAsync(tenant);
        }
    }
}
