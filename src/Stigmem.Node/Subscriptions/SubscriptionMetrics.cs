using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Stigmem.Core.Subscriptions;
using Stigmem.Node.Hosting;

namespace Stigmem.Node.Subscriptions;

/// <summary>Counts deliveries and open streams (operations contract, section 14).</summary>
internal sealed class SubscriptionMetrics
{
    private readonly Counter<long> _events;
    private readonly ConcurrentDictionary<string, int> _streams = [];

    public SubscriptionMetrics(NodeMeter meter)
    {
        _events = meter.Meter.CreateCounter<long>("stigmem_subscription_event_total", description: "Deliveries of events, by what came of them.");
        meter.Meter.CreateObservableGauge("stigmem_subscription_connections_active", Streams, description: "Open streams of events.");
    }

    /// <summary>Deliveries came to an end.</summary>
    /// <param name="action">How it was delivered.</param>
    /// <param name="status"><c>delivered</c>, <c>failed</c> or, if the subscriber has no key any more, <c>blocked</c>.</param>
    /// <param name="count">How many.</param>
    public void Delivered(ChangeAction action, string status, int count = 1) =>
        _events.Add(count, KeyValuePair.Create("delivery_type", (object?)action.Name()), KeyValuePair.Create("status", (object?)status));

    public void Opened(string tenant) => _streams.AddOrUpdate(tenant, 1, (_, open) => open + 1);

    public void Closed(string tenant) => _streams.AddOrUpdate(tenant, 0, (_, open) => open - 1);

    private List<Measurement<long>> Streams() => [.. _streams.Select(pair => new Measurement<long>(pair.Value, KeyValuePair.Create("tenant", (object?)pair.Key)))];
}
