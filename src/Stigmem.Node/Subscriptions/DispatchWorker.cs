using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Settings;
using Stigmem.Node.Subscriptions.Sql;

namespace Stigmem.Node.Subscriptions;

/// <summary>Follows the log as long as somebody wants to know; each commit wakes it, and without subscriptions none does.</summary>
internal sealed class DispatchWorker(
    SqlEngine engine, EventDispatch dispatch, EventKeeper keeper, SubscriptionDirectory directory, CommitSequence sequence, SubscriptionSettings settings, TimeProvider time,
    ILogger<DispatchWorker> logger)
    : BackgroundService
{
    // Under a steady stream of commits, events are made of many of them at once.
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (engine.Options.ReadOnly)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                SubscriptionLog.DispatchFailed(logger, e);
                await Task.Delay(settings.Sweep, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RoundAsync(CancellationToken ct)
    {
        var changed = directory.Changed;
        var head = sequence.Head;
        var (events, hasMore) = await dispatch.RunOnceAsync();
        if (hasMore)
            return;
        if (events > 0)
            await Task.Delay(Pace, time, ct);
        if (directory.Current.IsEmpty)
        {
            await changed.WaitAsync(ct);
            return;
        }
        var turns = keeper.Turns;
        var news = Task.WhenAny(changed, sequence.BeyondAsync(head));
        // One that fails is news too: its rows are made again.
        if (!turns.IsFaulted)
            await (turns.IsCompleted ? news : Task.WhenAny(news, turns)).WaitAsync(ct);
    }
}
