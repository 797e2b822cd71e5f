using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Capabilities.Sql;
using Stigmem.Node.Federation.Manifests;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Federation.Capabilities;

/// <summary>Forgets tokens a day after they have ended; who asks later hears that they have ended, from the token itself.</summary>
internal sealed class CapabilitySweepJob(SqlEngine engine, ManifestStore clock) : IJob
{
    private const long Day = 86_400_000_000;

    public string Name => "capability sweep";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        var before = clock.Now - Day;
        while (await engine.WriteAsync(session => CapabilityRows.RemoveEnded(session, before)) == CapabilityRows.MostInATurn)
            ct.ThrowIfCancellationRequested();
        await engine.WriteAsync(session =>
        {
            ForeignRevocations.RemoveEnded(session, before);
            return true;
        });
    }
}
