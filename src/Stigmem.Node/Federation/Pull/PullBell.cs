using System.Collections.Concurrent;

namespace Stigmem.Node.Federation.Pull;

/// <summary>Ends the pause of a worker between two pulls. A ring that comes while it pulls counts for the pause after it.</summary>
internal sealed class PullBell(TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _bells = [];

    /// <summary>Wakes the worker of a registration.</summary>
    public void Ring(Guid registration) => Of(registration).TrySetResult();

    /// <summary>A pause, or as much of it as nobody rings.</summary>
    public async Task PauseAsync(Guid registration, TimeSpan pause, CancellationToken ct)
    {
        try
        {
            await Of(registration).Task.WaitAsync(pause, time, ct);
            _bells.TryRemove(registration, out _);
        }
        catch (TimeoutException)
        {
            // Nobody rang.
        }
    }

    private TaskCompletionSource Of(Guid registration) =>
        _bells.GetOrAdd(registration, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
