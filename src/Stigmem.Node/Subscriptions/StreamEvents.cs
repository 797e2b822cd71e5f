using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Stigmem.Core.Faults;
using Stigmem.Core.Subscriptions;
using Stigmem.Node.Auth;
using Stigmem.Node.Hosting;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Subscriptions;

/// <summary><c>GET /v1/subscriptions/{id}/stream</c>: events as they happen, as server-sent events. An addition to the reference.</summary>
internal sealed class StreamEvents(
    SubscriptionAccess access, SubscriptionDirectory directory, EventReader reader, EventPresenter presenter, EventBells bells,
    Authenticator authenticator, CommitSequence sequence, SubscriptionMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int MostAtOnce = 100;

    public static readonly Operation Operation = new(
        "GET", "/v1/subscriptions/{subscription_id}/stream", "stream_subscription_events", "subscriptions", "Follow the events of one of your subscriptions")
    {
        ContentType = EventStream.ContentType,
        Refusals = [400, 403, 404],
        Parameters =
        [
            new("after", "string", "Begins behind the event with this id; without it, with what is committed from now on."),
            new("Last-Event-ID", "string", "The same, as browsers send it when they connect again.", "header"),
        ],
    };

    public ValueTask<IResult> Handle(Call call)
    {
        var head = sequence.Head;
        if (!access.Find(call, "/stream").TryGet(out var one, out var fault))
            return ValueTask.FromResult(Reply.Refuse(fault));
        var last = call.Header("Last-Event-ID") is { Length: > 0 } header ? header : call.Query().Text("after");
        if (last is null)
            return ValueTask.FromResult<IResult>(new EventStream(http => RunAsync(http, one, call.Caller, head)));
        return ValueTask.FromResult(EventId.TryRead(last, one.Id, out var place)
            ? new EventStream(http => RunAsync(http, one, call.Caller, place))
            : Reply.Refuse(FaultCode.InvalidCursor, "the last event is not one of this subscription"));
    }

    /// <summary>Sends until the client or the node goes, the subscription ends or the key does.</summary>
    private async Task RunAsync(HttpContext http, Subscription one, Principal caller, long after)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        var sink = new EventSink(http.Response, time);
        metrics.Opened(one.Tenant);
        try
        {
            await sink.OpenAsync(EventId.Of(one.Id, after), over.Token);
            while (true)
            {
                var news = bells.Next(one.Number);
                if (!directory.Current.All.ContainsKey(one.Number) || !StillHolds(http, caller))
                    return;
                (var events, after) = reader.After(one, after, MostAtOnce);
                if (events.Count == 0)
                {
                    await sink.WaitAsync(news, over.Token);
                    continue;
                }
                // They are judged when they go, all at once: a slow reader may take long for what it has.
                var payloads = presenter.Present(events, [caller]);
                await sink.SendAsync(events.Zip(payloads, (happened, payload) => EventPresenter.Delivery(one, happened, payload)), over.Token);
                metrics.Delivered(ChangeAction.Stream, "delivered", events.Count);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The client has gone, or the node stops.
        }
        finally
        {
            metrics.Closed(one.Tenant);
        }
    }

    /// <summary>A key that was revoked or ran out ends the stream as it would end a request.</summary>
    private bool StillHolds(HttpContext http, Principal caller) =>
        authenticator.Authenticate(http.Request.Headers.Authorization, http.Connection.RemoteIpAddress).TryGet(out var now, out _) && now.KeyId == caller.KeyId;
}
