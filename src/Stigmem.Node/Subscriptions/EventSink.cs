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

    /// <summary>Writes one event.</summary>
    public async Task SendAsync(SubscriptionDelivery delivery, CancellationToken ct)
    {
        var data = JsonSerializer.Serialize(delivery, WireType<SubscriptionDelivery>.Info);
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes($"id: {delivery.EventId}\nevent: {delivery.EventType}\ndata: {data}\n\n"), ct);
    }

    /// <summary>Sends what was written.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        await response.BodyWriter.FlushAsync(ct);
        _lastSent = time.GetTimestamp();
    }

    /// <summary>Waits for news, but not long; sends a sign of life when it is time.</summary>
    public async Task WaitAsync(Task news, CancellationToken ct)
    {
        await news.WaitAsync(LongestWait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
        if (time.GetElapsedTime(_lastSent) >= SignOfLife)
            await CommentAsync("alive", ct);
    }

    private async Task CommentAsync(string text, CancellationToken ct)
    {
        await response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes($": {text}\n\n"), ct);
        await FlushAsync(ct);
    }
}
