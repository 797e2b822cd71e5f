using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Stigmem.Node.Hosting;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary>Writes server-sent events, and a sign of life when there are none.</summary>
internal sealed class EventSink(HttpResponse response, TimeProvider time)
{
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    // So long may a key go on that was revoked.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private long _lastSent = time.GetTimestamp();

    /// <summary>Tells the client that it is heard, and from where: one that breaks off before the first event goes on from there.</summary>
    public Task OpenAsync(Guid start, CancellationToken ct) => CommentAsync($"open\nid: {start}", ct);

    /// <summary>Sends events.</summary>
    public async Task SendAsync(IEnumerable<SubscriptionDelivery> deliveries, CancellationToken ct)
    {
        var text = new StringBuilder();
        foreach (var delivery in deliveries)
        {
            var data = JsonSerializer.Serialize(delivery, WireType<SubscriptionDelivery>.Info);
            text.Append(CultureInfo.InvariantCulture, $"id: {delivery.EventId}\nevent: {delivery.EventType}\ndata: {data}\n\n");
        }
        await SendAsync(text.ToString(), ct);
    }

    /// <summary>Waits for news, but not long; sends a sign of life when it is time.</summary>
    public async Task WaitAsync(Task news, CancellationToken ct)
    {
        await news.WaitAsync(LongestWait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(_lastSent) >= SignOfLife)
            await CommentAsync("alive", ct);
    }

    private Task CommentAsync(string text, CancellationToken ct) => SendAsync($": {text}\n\n", ct);

    private async Task SendAsync(string text, CancellationToken ct)
    {
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        _lastSent = time.GetTimestamp();
    }
}
