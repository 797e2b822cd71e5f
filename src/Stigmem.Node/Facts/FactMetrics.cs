using System.Diagnostics.Metrics;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;

namespace Stigmem.Node.Facts;

/// <summary>Counts what happens to facts (operations contract, section 14).</summary>
internal sealed class FactMetrics(NodeMeter meter, ObservationSettings settings)
{
    private readonly Counter<long> _writes = meter.Meter.CreateCounter<long>("stigmem_fact_write_total", description: "Facts written.");
    private readonly Counter<long> _reads = meter.Meter.CreateCounter<long>("stigmem_fact_read_total", description: "Reads of facts.");
    private readonly Counter<long> _contradictions = meter.Meter.CreateCounter<long>("stigmem_contradiction_total", description: "Asserts that contradicted a live fact.");
    private readonly Counter<long> _excluded = meter.Meter.CreateCounter<long>("stigmem_integrity_excluded_total", description: "Facts left out of lists because their content id does not fit.");

    public void Asserted(Principal caller, in AssertResult result)
    {
        if (result.Fact is null || result.IsExisting)
            return;
        Count(_writes, caller);
        if (result.Contradicted)
            _contradictions.Add(1, KeyValuePair.Create("tenant", (object?)caller.Tenant));
    }

    public void Read(Principal caller) => Count(_reads, caller);

    public void IntegrityExcluded() => _excluded.Add(1);

    private void Count(Counter<long> counter, Principal caller)
    {
        var tenant = KeyValuePair.Create("tenant", (object?)caller.Tenant);
        if (settings.MetricsPrincipalLabel)
            counter.Add(1, KeyValuePair.Create("principal", (object?)caller.EntityUri), tenant);
        else
            counter.Add(1, tenant);
    }
}
