using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Stigmem.Node.Hosting;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Embeddings;

internal static class EmbeddingCalls
{
    /// <summary>Makes all missing vectors now.</summary>
    public static async Task<JsonElement> Backfill(this TestNode node)
    {
        using var admin = await node.ClientFor("user:admin", "admin");
        return (await admin.Send("POST", "/v1/admin/embeddings/backfill")).Json;
    }

    /// <summary>Asks, with the values of the answer in order.</summary>
    public static async Task<(List<string> Values, string? Semantic)> Recall(this HttpClient client, string query, string scope = "local", string more = "")
    {
        var answer = await client.Send("POST", "/v1/recall", $$"""{"query":"{{query}}","scope":"{{scope}}"{{more}}}""");
        Assert.True((int)answer.Status == 200, answer.Text);
        return ([.. answer.Json.GetProperty("facts").EnumerateArray().Select(one => one.GetProperty("fact").GetProperty("value").GetProperty("v").ToString())],
            answer.Headers.GetValueOrDefault("Stigmem-Semantic"));
    }

    /// <summary>What an answer must say, and whether meaning took part.</summary>
    public static void Told(IEnumerable<string> values, string? semantic, (List<string> Values, string? Semantic) answer)
    {
        Assert.Equal(values, answer.Values);
        Assert.Equal(semantic, answer.Semantic);
    }

    /// <summary>Leaves the passes of a job to the test.</summary>
    public static void RemoveJob<TJob>(this IServiceCollection services) where TJob : class, IJob =>
        services.Remove(services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(JobHost<TJob>)));
}
