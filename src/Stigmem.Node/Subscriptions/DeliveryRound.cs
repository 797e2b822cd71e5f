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
    SqlEngine engine, SubscriptionDirectory directory, SubscriberRights rights, EventPresenter presenter, WebhookSender webhooks, WakeLine wake,
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
                await DeliverAsync(one, waiting.State, waiting.Events, ct);
            }
            finally
            {
                _underWay.TryRemove(one.Number, out _);
            }
        }
    }

    private (DeliveryState State, List<SubscriptionEvent> Events)? Waiting(Subscription one)
    {
        using var lease = engine.Read();
        return SubscriptionRows.StateOf(lease.Session, one.Number) is { } state
            ? (state, EventRows.After(lease.Session, one.Number, state.Done, 0, MostAtOnce))
            : null;
    }

    /// <summary>
    /// Keeps what was delivered while the next deliveries are under way; after a crash in between, their events come again.
    /// </summary>
    private async Task DeliverAsync(Subscription one, DeliveryState state, List<SubscriptionEvent> events, CancellationToken ct)
    {
        List<SubscriptionEvent> taken = [];
        var keeping = Task.CompletedTask;
        for (var i = 0; i < events.Count; i++)
        {
            _underWay[one.Number] = events[i].Place;
            var outcome = await SendAsync(one, events[i], ct);
            if (outcome == WebhookOutcome.Taken)
            {
                taken.Add(events[i]);
                state = new DeliveryState(events[i].Place, Now(), 0, false, 0);
                if (keeping.IsCompleted || i == events.Count - 1)
                {
                    await keeping;
                    keeping = KeepAsync(one, state, taken);
                    taken = [];
                }
                continue;
            }
            await keeping;
            await KeepAsync(one, state, taken);
            await FailedAsync(one, state, events[i], outcome);
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

    private Task KeepAsync(Subscription one, DeliveryState state, List<SubscriptionEvent> taken) => taken.Count == 0 ? Task.CompletedTask : engine.WriteAsync(session =>
    {
        foreach (var happened in taken)
            EventRows.Set(session, one.Number, happened with { Status = EventStatus.Delivered, Attempts = happened.Attempts + 1, DeliveredMicroseconds = state.LastMicroseconds });
        SubscriptionRows.SetState(session, one.Number, state);
        return true;
    });

    private async Task FailedAsync(Subscription one, DeliveryState state, SubscriptionEvent happened, WebhookOutcome outcome)
    {
        if (outcome == WebhookOutcome.Gone)
        {
            await EndAsync(one);
            return;
        }
        var attempts = happened.Attempts + 1;
        // What is refused by name, again and again, would hold up everything behind it for ever.
        var givesUp = outcome == WebhookOutcome.Refused && attempts >= settings.CircuitThreshold;
        var failed = happened with { Status = givesUp ? EventStatus.Failed : EventStatus.Pending, Attempts = attempts };
        var after = await engine.WriteAsync(session =>
        {
            // Its owner may have resumed it meanwhile.
            if (SubscriptionRows.StateOf(session, one.Number) is not { } current)
                return state;
            var failures = current.Failures + 1;
            var opens = failures >= settings.CircuitThreshold;
            var due = Now() + (long)(opens ? DeliveryBackoff.Rest : DeliveryBackoff.After(attempts)).TotalMicroseconds;
            var next = current with { Done = givesUp ? happened.Place : current.Done, Failures = failures, IsOpen = opens, DueMicroseconds = due };
            EventRows.Set(session, one.Number, failed);
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
