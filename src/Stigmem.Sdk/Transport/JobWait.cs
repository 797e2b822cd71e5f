using System.Text.Json;

namespace Stigmem.Sdk.Transport;

/// <summary>Waits for the end of work that the node does beside requests.</summary>
internal static class JobWait
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>The job that an answer names, or null when the answer is the result already.</summary>
    public static string? JobOf(JsonElement answer) => answer.TryGetProperty("job_id", out var id) ? id.GetString() : null;

    /// <summary>Asks until the job is over.</summary>
    public static async Task<T> EndAsync<T>(NodeConnection node, Target job, Func<T, string> status, CancellationToken cancellation)
    {
        while (true)
        {
            var now = await node.GetAsync<T>(job, cancellation).ConfigureAwait(false);
            if (status(now) is not ("pending" or "running"))
                return now;
            await node.PauseAsync(Pause, cancellation).ConfigureAwait(false);
        }
    }
}
