using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stigmem.Core.Subscriptions;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Subscriptions;

/// <summary>One worker for each subscription that is delivered to: within one, order; between them, none waits for another.</summary>
internal sealed class DeliveryWorkers(
    SqlEngine engine, SubscriptionDirectory directory, DeliveryRound round, EventBells bells, SubscriptionSettings settings, TimeProvider time,
    ILogger<DeliveryWorkers> logger)
    : BackgroundService
{
    private readonly Dictionary<long, Task> _workers = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (engine.Options.ReadOnly || !settings.Delivers)
            return;
        try
        {
            while (true)
            {
                var changed = directory.Changed;
                foreach (var (number, worker) in _workers.Where(pair => pair.Value.IsCompleted).ToList())
                    _workers.Remove(number);
                foreach (var one in directory.Current.All.Values.Where(one => one.OnChange != ChangeAction.Stream && !_workers.ContainsKey(one.Number)))
                    _workers.Add(one.Number, WorkAsync(one, stoppingToken));
                await changed.WaitAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAll(_workers.Values);
        }
    }

    private async Task WorkAsync(Subscription one, CancellationToken ct)
    {
        // Its first round is not a matter of whoever starts it.
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            var news = bells.Next(one.Number);
            if (!directory.Current.All.ContainsKey(one.Number))
                return;
            TimeSpan? rest;
            try
            {
                rest = await round.RunAsync(one, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                SubscriptionLog.DeliveryFailed(logger, one.Id, e);
                rest = settings.Sweep;
            }
            // The clock may have been set: what is far away is looked at again.
            var wait = rest is { } until ? (until < settings.Sweep ? until : settings.Sweep) : Timeout.InfiniteTimeSpan;
            await news.WaitAsync(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
