namespace Stigmem.Node.Tests.Federation;

/// <summary>Waits for what workers do by themselves.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Comes back when the condition holds; a wait for what never comes fails.</summary>
    public static async Task Is(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var poll = new PeriodicTimer(Pause);
        while (!await condition())
            await poll.WaitForNextTickAsync(limit.Token);
    }
}
