using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Subscriptions;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Audit;
using Stigmem.Node.Audit.Sql;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Subscriptions;

/// <summary>
/// Delivers what waits for one subscription, in the order of the log. An event is done with when its receiver took it; one that fails is
/// tried again before any later one (decision 0104).
/// </summary>
internal sealed class DeliveryRound(
    SqlEngine engine, SubscriptionDirectory directory, SubscriberRights rights, EventReader reader, EventPresenter presenter, WebhookSender webhooks, WakeLine wake,
    SubscriptionMetrics metrics, AuditLog audit, EventBells bells, SubscriptionSettings settings, TimeProvider time, ILogger<DeliveryRound> logger)
{
    private const int MostAtOnce = 64;
    private readonly ConcurrentDictionary<long, long> _underWay = [];

    /// <summary>The place of the event that is being delivered; 0 for none.</summary>
    public long UnderWay(long subscription) => _underWay.GetValueOrDefault(subscription);

    /// <summary>Delivers until nothing waits, or something fails.</summary>
    /// <returns>How long to rest; null until there is news.</returns>
    public async Task<TimeSpan?> RunAsync(Subscription one, CancellationToken ct)
    {
        while (true)
        {
            if (Waiting(one) is not { } waiting)
                return null;
            if (waiting.State.DueMicroseconds > Now())
                return TimeSpan.FromMicroseconds(waiting.State.DueMicroseconds - Now());
            if (waiting.Events.Count == 0)
                return null;
            try
            {
                await DeliverAsync(one, waiting.State, waiting.Events, waiting.Attempts, ct);
            }
            finally
            {
                _underWay.TryRemove(one.Number, out _);
            }
        }
    }

    /// <summary>What waits, and how often the first of it was tried.</summary>
    private (DeliveryState State, List<SubscriptionEvent> Events, int Attempts)? Waiting(Subscription one)
    {
        if (Ask(session => SubscriptionRows.StateOf(session, one.Number)) is not { } state)
            return null;
        var events = reader.After(one, state.Done, MostAtOnce).Events;
        if (events.Count == 0)
            return (state, events, 0);
        var first = events[0].Place;
        return (state, events, Ask(session => DeliveryRows.Between(session, one.Number, first, first)).Find(run => run.First == first).Attempts);
    }

    private T Ask<T>(Func<SqlSession, T> question)
    {
        using var lease = engine.Read();
        return question(lease.Session);
    }

    /// <summary>
    /// Keeps what was delivered while the next deliveries are under way; after a crash in between, their events come again.
    /// </summary>
    private async Task DeliverAsync(Subscription one, DeliveryState state, List<SubscriptionEvent> events, int attempts, CancellationToken ct)
    {
        Delivery? taken = null;
        var keeping = Task.CompletedTask;
        for (var i = 0; i < events.Count; i++, attempts = 0)
        {
            _underWay[one.Number] = events[i].Place;
            var outcome = await SendAsync(one, events[i], ct);
            if (outcome == WebhookOutcome.Taken)
            {
                state = new DeliveryState(events[i].Place, Now(), 0, false, 0);
                taken = new Delivery(taken?.First ?? events[i].Place, events[i].Place, EventStatus.Delivered, attempts + 1, state.LastMicroseconds);
                // One that was tried before stands for itself.
                if (keeping.IsCompleted || attempts > 0 || i == events.Count - 1)
                {
                    await keeping;
                    keeping = KeepAsync(one, state, taken);
                    taken = null;
                }
                continue;
            }
            await keeping;
            await KeepAsync(one, state, taken);
            await FailedAsync(one, state, events[i], attempts + 1, outcome);
            return;
        }
        await keeping;
    }

    /// <summary>Everything is judged now, not when the event was recorded.</summary>
    private async Task<WebhookOutcome> SendAsync(Subscription one, SubscriptionEvent happened, CancellationToken ct)
    {
        var viewers = rights.Viewers(one);
        if (viewers.Count == 0)
        {
            metrics.Delivered(one.OnChange, "blocked");
            return WebhookOutcome.Taken;
        }
        var delivery = EventPresenter.Delivery(one, happened, presenter.Present(happened, viewers));
        if (one.OnChange == ChangeAction.Wake)
            wake.Write(one, delivery);
        var outcome = one.OnChange == ChangeAction.Wake ? WebhookOutcome.Taken : await webhooks.SendAsync(one, delivery, ct);
        metrics.Delivered(one.OnChange, outcome == WebhookOutcome.Taken ? "delivered" : "failed");
        return outcome;
    }

    private Task KeepAsync(Subscription one, DeliveryState state, Delivery? taken) => taken is not { } run ? Task.CompletedTask : engine.WriteAsync(session =>
    {
        DeliveryRows.Set(session, one.Number, run);
        SubscriptionRows.SetState(session, one.Number, state);
        return true;
    });

    private async Task FailedAsync(Subscription one, DeliveryState state, SubscriptionEvent happened, int attempts, WebhookOutcome outcome)
    {
        if (outcome == WebhookOutcome.Gone)
        {
            await EndAsync(one);
            return;
        }
        // What is refused by name, again and again, would hold up everything behind it for ever.
        var givesUp = outcome == WebhookOutcome.Refused && attempts >= settings.CircuitThreshold;
        var failed = new Delivery(happened.Place, happened.Place, givesUp ? EventStatus.Failed : EventStatus.Pending, attempts, null);
        var after = await engine.WriteAsync(session =>
        {
            // Its owner may have resumed it meanwhile.
            if (SubscriptionRows.StateOf(session, one.Number) is not { } current)
                return state;
            var failures = current.Failures + 1;
            var opens = failures >= settings.CircuitThreshold;
            var due = Now() + (long)(opens ? DeliveryBackoff.Rest : DeliveryBackoff.After(attempts)).TotalMicroseconds;
            var next = current with { Done = givesUp ? happened.Place : current.Done, Failures = failures, IsOpen = opens, DueMicroseconds = due };
            DeliveryRows.Set(session, one.Number, failed);
            SubscriptionRows.SetState(session, one.Number, next);
            return next;
        });
        if (after.IsOpen && !state.IsOpen)
            SubscriptionLog.CircuitOpened(logger, one.Id, after.Failures);
    }

    private async Task EndAsync(Subscription one)
    {
        await engine.WriteAsync(session =>
        {
            if (directory.Remove(session, one))
                audit.Append(session, new AuditEvent("subscription_delete", one.Tenant, one.Subscriber) { DetailJson = CallerActions.Detail([("subscription_id", one.Id.ToString()), ("reason", "gone")]) });
            return true;
        });
        SubscriptionLog.ReceiverGone(logger, one.Id);
        bells.Ring(one.Number);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
}
