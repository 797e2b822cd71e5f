using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Jobs.Sql;

namespace Stigmem.Node.Jobs;

/// <summary>Does the jobs one after the other, oldest first, beginning with what an earlier process of the node left.</summary>
internal sealed class JobRunner(
    SqlEngine engine, JobQueue queue, JobCallers callers, IEnumerable<IJobKind> kinds, JobBoard board, TimeProvider time, ILogger<JobRunner> logger)
    : BackgroundService
{
    private const string Name = "jobs";
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The work is done on this thread: the node must not wait for it to start.
        await Task.Yield();
        try
        {
            while (true)
                await PassAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was running goes on at the next start.
        }
    }

    private async Task PassAsync(CancellationToken ct)
    {
        try
        {
            while (queue.Next() is { } job)
                await RunAsync(job, ct);
            board.Succeeded(Name);
            await queue.ArrivedAsync(ct);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            // The store does not take the state of a job: what it asks for is still to do.
            NodeLog.JobFailed(logger, Name, e);
            board.Failed(Name, e.GetType().Name);
            await Task.Delay(AfterFailure, time, ct);
        }
    }

    private async Task RunAsync(StoredJob job, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await ChangeAsync(session => JobRows.Start(session, job.Id, Now()));
        var (result, error) = await DoAsync(job, ct);
        await ChangeAsync(session => JobRows.End(session, job.Id, error is null ? JobStatus.Done : JobStatus.Failed, Now(), result, error));
    }

    private async Task<(string? Result, string? Error)> DoAsync(StoredJob job, CancellationToken ct)
    {
        if (callers.Of(job) is not { } caller)
            return (null, "the key that asked for it is no longer valid");
        try
        {
            return (await kinds.Single(kind => kind.Name == job.Kind).RunAsync(job, caller, ct), null);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            NodeLog.JobFailed(logger, $"{job.Kind} {job.Id}", e);
            return (null, $"the job failed with {e.GetType().Name}; the node's log has more");
        }
    }

    private Task<bool> ChangeAsync(Action<SqlSession> change) => engine.WriteAsync(session =>
    {
        change(session);
        return true;
    });

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
