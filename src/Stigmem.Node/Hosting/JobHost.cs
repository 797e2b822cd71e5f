using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Stigmem.Node.Hosting;

/// <summary>Runs a job's passes; a failed pass is logged and shown, and does not end the job.</summary>
internal sealed class JobHost<TJob>(TJob job, JobBoard board, TimeProvider time, ILogger<TJob> logger) : BackgroundService
    where TJob : class, IJob
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(job.Every, time);
        while (await NextTickAsync(timer, stoppingToken))
        {
            try
            {
                await job.RunOnceAsync(stoppingToken);
                board.Succeeded(job.Name);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                NodeLog.JobFailed(logger, job.Name, e);
                board.Failed(job.Name, e.GetType().Name);
            }
        }
    }

    /// <summary>A stop ends the loop like any other end; as an exception the host would log it as a failed service.</summary>
    private static async ValueTask<bool> NextTickAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
