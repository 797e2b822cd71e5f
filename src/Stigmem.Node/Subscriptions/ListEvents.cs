using Microsoft.AspNetCore.Http;
using Stigmem.Core.Clock;
using Stigmem.Core.Faults;
using Stigmem.Core.Paging;
using Stigmem.Core.Subscriptions;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions.Sql;
using Stigmem.Protocol.Subscriptions;

namespace Stigmem.Node.Subscriptions;

/// <summary><c>GET /v1/subscriptions/{id}/events</c>: what a subscription was told within the replay window, oldest first.</summary>
internal sealed class ListEvents(
    SqlEngine engine, SubscriptionAccess access, EventReader reader, EventPresenter presenter, DeliveryRound round, SubscriptionSettings settings, TimeProvider time)
{
    public static readonly Operation Operation = new(
        "GET", "/v1/subscriptions/{subscription_id}/events", "list_subscription_events_v1_subscriptions__subscription_id__events_get", "subscriptions",
        "List the events of one of your subscriptions, oldest first")
    {
        Answer = typeof(SubscriptionEventsResponse),
        Refusals = [400, 403, 404],
        Parameters =
        [
            new("since", "string", "Only events that were recorded at or after this ISO 8601 time."),
            new("cursor", "string", "Where the previous page ended."),
            new("after", "string", "Only events behind the one with this id; an addition to the reference."),
            new("limit", "integer", "Events a page, 1 to 500, default 50."),
        ],
    };

    public ValueTask<IResult> Handle(Call call) => ValueTask.FromResult(Answer(call));

    private IResult Answer(Call call)
    {
        var query = call.Query();
        var limit = query.Integer("limit", 50, 1, 500);
        if (query.Errors.Any)
            return Reply.Invalid(query.Errors);
        if (!access.Find(call, "/events").TryGet(out var one, out var fault))
            return Reply.Refuse(fault);
        if (!Start(query, one).TryGet(out var start, out fault))
            return Reply.Refuse(fault);
        // One more than asked for tells whether there is another page.
        var events = reader.After(one, start.After, limit + 1, start.Since).Events;
        List<Delivery> deliveries = [];
        long done;
        using (var lease = engine.Read())
        {
            if (events.Count > 0)
                deliveries = DeliveryRows.Between(lease.Session, one.Number, events[0].Place, events[^1].Place);
            done = SubscriptionRows.StateOf(lease.Session, one.Number)?.Done ?? 0;
        }
        var shown = events.Take(limit).ToList();
        var records = shown.Zip(presenter.Present(shown, [call.Caller]), (happened, payload) => Record(one, happened, payload, Of(happened, deliveries), done)).ToList();
        return Reply.Ok(new SubscriptionEventsResponse
        {
            Events = records, Total = records.Count, Cursor = events.Count > limit ? new SequenceCursor(events[limit - 1].Place).Encode() : null,
        });
    }

    private Outcome<(long After, long Since)> Start(QueryReader query, Subscription one)
    {
        var since = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000 - (long)settings.Replay.TotalMicroseconds;
        if (query.Text("since") is { } text)
        {
            if (!Instants.TryParse(text, out var asked))
                return new Fault(FaultCode.BadRequest, "since must be an ISO 8601 date or time");
            since = Math.Max(since, asked);
        }
        var after = 0L;
        if (query.Text("after") is { } eventId && !EventId.TryRead(eventId, one.Id, out after))
            return new Fault(FaultCode.InvalidCursor, "after is not the id of an event of this subscription");
        if (query.Text("cursor") is not { } cursor)
            return (after, since);
        return SequenceCursor.TryDecode(cursor, out var place)
            ? (Math.Max(after, place.Sequence), since)
            : new Fault(FaultCode.InvalidCursor, "the cursor is not one of this node; start without a cursor");
    }

    private SubscriptionEventRecord Record(Subscription one, SubscriptionEvent happened, SubscriptionPayload payload, in Delivery delivery, long done) => new()
    {
        Id = EventId.Of(one.Id, happened.Place).ToString(),
        SubscriptionId = one.Id.ToString(),
        EventType = happened.Kind.Name(),
        EntityUri = payload.Entity,
        FactId = payload.Id ?? payload.FactId,
        Payload = payload,
        CreatedAt = Instants.Format(happened.CreatedMicroseconds),
        DeliveredAt = delivery.DeliveredMicroseconds is { } at ? Instants.Format(at) : null,
        DeliveryStatus = Status(one, happened, delivery, done),
        DeliveryAttempts = delivery.Attempts,
    };

    /// <summary>What became of an event; without a row nothing yet.</summary>
    private static Delivery Of(SubscriptionEvent happened, List<Delivery> deliveries) =>
        deliveries.FindLast(run => run.First <= happened.Place && happened.Place <= run.Last);

    private string Status(Subscription one, SubscriptionEvent happened, in Delivery delivery, long done) => delivery.Status switch
    {
        EventStatus.Delivered => "delivered",
        EventStatus.Failed => "failed",
        _ => happened.Place > done && round.UnderWay(one.Number) == happened.Place ? "delivering" : "pending",
    };
}
