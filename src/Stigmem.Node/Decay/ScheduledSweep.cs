using Stigmem.Core.Decay;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Decay;

/// <summary>The node's own sweep over the facts of every tenant, if its settings ask for one.</summary>
internal sealed class ScheduledSweep(Sweeper sweeper, TenantDirectory tenants, DecaySettings settings, TimeProvider time) : IJob
{
    private long? _last;

    public string Name => "decay-sweep";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        var policy = new DecayPolicy
        {
            Id = "settings",
            TtlSeconds = settings.TtlSeconds > 0 ? settings.TtlSeconds : null,
            MinConfidence = settings.MinConfidence > 0 ? settings.MinConfidence : null,
        };
        if (settings.SweepIntervalSeconds == 0 || policy is { TtlSeconds: null, MinConfidence: null } || !IsDue())
            return;
        _last = time.GetTimestamp();
        var request = new SweepRequest(null, DryRun: false, new DecayPolicies([policy]), HasOwnPolicies: false);
        foreach (var tenant in tenants.All.Keys)
            await sweeper.RunAsync(tenant, null, request, null, ct);
    }

    private bool IsDue() => _last is not { } last || time.GetElapsedTime(last) >= TimeSpan.FromSeconds(settings.SweepIntervalSeconds);
}
