using System.Diagnostics.Metrics;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Audit;

/// <summary>Counts audit rows, and those that a flood of refusals has cost.</summary>
internal sealed class AuditMetrics(NodeMeter meter)
{
    private readonly Counter<long> _recorded = meter.Meter.CreateCounter<long>("stigmem_audit_event_total", description: "Audit rows written, facts not counted.");
    private readonly Counter<long> _dropped = meter.Meter.CreateCounter<long>("stigmem_audit_dropped_total", description: "Refusals and reads that left no audit row, because too many writes waited.");

    public void Recorded(string eventType, string tenant) => Count(_recorded, eventType, tenant);

    public void Dropped(string eventType, string tenant) => Count(_dropped, eventType, tenant);

    private static void Count(Counter<long> counter, string eventType, string tenant) =>
        counter.Add(1, KeyValuePair.Create("event_type", (object?)eventType), KeyValuePair.Create("tenant", (object?)tenant));
}
