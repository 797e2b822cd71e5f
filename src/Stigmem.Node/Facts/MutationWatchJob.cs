using Microsoft.Extensions.Logging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Facts;

/// <summary>Tells the audit log and the operator of attempts to change facts behind the node's back (decision 0071).</summary>
internal sealed class MutationWatchJob(SqlEngine engine, MutationAttempts attempts, ILogger<MutationWatchJob> logger) : IJob
{
    private const int MostInATurn = 500;

    public string Name => "mutation watch";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        if (engine.Options.ReadOnly || !attempts.Any())
            return;
        var moved = await engine.WriteAsync(session => attempts.Move(session, MostInATurn));
        FactStoreLog.MutationAttempted(logger, moved);
    }
}
