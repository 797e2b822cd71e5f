using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Tls;

/// <summary>Takes a renewed certificate into use without a restart: certificates of machines live shortly.</summary>
internal sealed class CertificateReloadJob(MutualTls tls) : IJob
{
    public string Name => "certificate reload";

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public Task RunOnceAsync(CancellationToken ct)
    {
        tls.Refresh();
        return Task.CompletedTask;
    }
}
