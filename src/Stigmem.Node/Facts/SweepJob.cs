using Stigmem.Data.Sqlite;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Facts;

/// <summary>Forgets sessions that are over and batch answers of yesterday.</summary>
internal sealed class SweepJob(SqlEngine engine, SessionReads sessions, BatchTurn batches) : IJob
{
    public string Name => "sweep";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        await sessions.SweepAsync();
        await engine.WriteAsync(session =>
        {
            batches.Sweep(session);
            return true;
        });
    }
}
