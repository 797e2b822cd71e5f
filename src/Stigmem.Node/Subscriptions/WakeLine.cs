using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary>Wakes identities by a line on stderr, for whoever runs the node to act on.</summary>
/// <param name="time">The clock.</param>
/// <param name="into">Where lines go; null takes the process's stderr.</param>
internal sealed class WakeLine(TimeProvider time, TextWriter? into = null)
{
    private readonly TextWriter _into = into ?? Console.Error;
    private readonly Lock _gate = new();

    public void Write(Subscription one, SubscriptionDelivery delivery)
    {
        var line = JsonSerializer.Serialize(
            new SubscriptionWakeLine
            {
                Wake = new SubscriptionWake
                {
                    EventId = delivery.EventId,
                    SubscriptionId = delivery.SubscriptionId,
                    SubscriberIdentity = one.Subscriber,
                    DeliveryAddress = one.Address,
                    EventType = delivery.EventType,
                    Fact = delivery.Fact,
                    Ts = Instants.Format(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000),
                },
            },
            WireType<SubscriptionWakeLine>.Info);
        lock (_gate)
            _into.WriteLine(line);
    }
}
