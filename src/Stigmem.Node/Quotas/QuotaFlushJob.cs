using Microsoft.Extensions.Hosting;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Quotas;

/// <summary>Writes quota buckets down from time to time, and once more when the node has answered its last request.</summary>
internal sealed class QuotaFlushJob(QuotaBuckets buckets) : IJob, IHostedLifecycleService
{
    public string Name => "quota flush";

    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public Task RunOnceAsync(CancellationToken ct) => buckets.FlushAsync();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => buckets.FlushAsync();
}
