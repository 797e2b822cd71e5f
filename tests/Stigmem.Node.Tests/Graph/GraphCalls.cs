using System.Text.Json;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Graph;

/// <summary>Entities of one letter, and what connects them, in one line.</summary>
internal static class GraphCalls
{
    public static string Uri(string name) => $"stigmem://acme.test/node/{name}";

    /// <summary>Asserts that one entity knows another.</summary>
    public static Task<Http.Answer> Connect(
        this HttpClient client, string from, string to, string relation = "graph:knows", string source = "agent:ada", string scope = "local", double confidence = 1, string more = "") =>
        client.ConnectUris(Uri(from), Uri(to), relation, source, scope, confidence, more);

    public static async Task<Http.Answer> ConnectUris(
        this HttpClient client, string from, string to, string relation = "graph:knows", string source = "agent:ada", string scope = "local", double confidence = 1, string more = "")
    {
        var answer = await client.Send("POST", "/v1/facts", JsonSerializer.Serialize(new
        {
            entity = from, relation, value = new { type = "ref", v = to }, source, scope, confidence,
        })[..^1] + more + "}");
        Assert.True((int)answer.Status == 201, answer.Text);
        return answer;
    }

    public static Task<Http.Answer> Around(this HttpClient client, string entity, string query = "", string scope = "local") =>
        client.Send("GET", $"/v1/graph/neighbors?entity={System.Uri.EscapeDataString(Uri(entity))}&scope={scope}&{query}");

    /// <summary>The neighbours' letters with their distance, in order.</summary>
    public static async Task<IEnumerable<string>> Near(this HttpClient client, string entity, string query = "", string scope = "local") =>
        Letters(await client.Around(entity, query, scope));

    public static IReadOnlyList<JsonElement> Items(this Http.Answer answer)
    {
        Assert.True((int)answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("neighbors").EnumerateArray()];
    }

    public static IEnumerable<string> Letters(Http.Answer answer) =>
        answer.Items().Select(item => $"{item.Text("entity")!.Split('/')[^1]}{item.GetProperty("hops").GetInt32()}");
}
