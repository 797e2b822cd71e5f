using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs.Sql;

namespace Stigmem.Node.Jobs;

/// <summary>Forgets jobs that have been over for a day.</summary>
internal sealed class JobPruning(SqlEngine engine, TimeProvider time) : IJob
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    public string Name => "job-pruning";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public Task RunOnceAsync(CancellationToken ct) => engine.WriteAsync(session =>
    {
        JobRows.Prune(session, (time.GetUtcNow() - Kept).ToUnixTimeMilliseconds() * 1_000);
        return true;
    });
}
