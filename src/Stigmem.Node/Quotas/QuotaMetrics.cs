using System.Diagnostics.Metrics;
using Stigmem.Core.Quotas;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Quotas;

/// <summary>Counts quota breaches.</summary>
internal sealed class QuotaMetrics(NodeMeter meter, ObservationSettings settings)
{
    private readonly Counter<long> _breaches = meter.Meter.CreateCounter<long>("stigmem_quota_breach_total", description: "Requests refused because a quota was used up.");

    public void Breached(Principal caller, QuotaDimension dimension) => Breached(caller.Tenant, caller.EntityUri, dimension);

    public void Breached(string tenant, string who, QuotaDimension dimension)
    {
        var tags = new System.Diagnostics.TagList { { "tenant", tenant }, { "dimension", dimension.WireName() } };
        if (settings.MetricsPrincipalLabel)
            tags.Add("principal", who);
        _breaches.Add(1, tags);
    }
}
