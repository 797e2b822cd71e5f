using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Jobs;

/// <summary>Asks for a job until it is over.</summary>
internal static class JobCalls
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<JsonElement> EndOf(this HttpClient client, string kind, string? id)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await client.Send("GET", $"/v1/{kind}/jobs/{id}");
            Assert.True((int)answer.Status == 200, answer.Text);
            if (answer["status"] is "done" or "failed")
                return answer.Json;
            deadline.Token.ThrowIfCancellationRequested();
        }
    }
}
