using System.Text.Json;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Recall;

/// <summary>Questions in one line.</summary>
internal static class RecallCalls
{
    /// <summary>Asks; further members of the body may follow, each with a comma before it.</summary>
    public static Task<Http.Answer> Ask(this HttpClient client, string query, string more = "", params (string, string)[] headers) =>
        client.Send("POST", "/v1/recall", $$"""{"query":{{JsonSerializer.Serialize(query)}}{{more}}}""", headers);

    /// <summary>The scored facts of an answer.</summary>
    public static async Task<IReadOnlyList<JsonElement>> Recalled(this HttpClient client, string query, string more = "")
    {
        var answer = await client.Ask(query, more);
        Assert.True((int)answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("facts").EnumerateArray()];
    }

    /// <summary>The values of an answer, best first, cards left out.</summary>
    public static async Task<IReadOnlyList<string>> Values(this HttpClient client, string query, string more = "") =>
        [.. (await client.Recalled(query, more)).Where(scored => !scored.GetProperty("from_card").GetBoolean()).Select(scored => scored.Value())];

    public static string Value(this JsonElement scored) => scored.GetProperty("fact").GetProperty("value").GetProperty("v").ToString();

    public static string Entity(this JsonElement scored) => scored.GetProperty("fact").Text("entity")!;

    /// <summary>States a text about an entity.</summary>
    public static async Task<string> Tell(
        this HttpClient client, string entity, string text, string relation = "memory:note", string source = "agent:ada", string scope = "local", string more = "") =>
        (await client.Say(text, source, 1, more, entity, relation, scope))["id"]!;
}
