using System.Net;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Gardens;

/// <summary>Calls of garden routes in one line.</summary>
internal static class GardenCalls
{
    public static Task<Http.Answer> NewGarden(this HttpClient client, string slug, string scope = "local", bool quarantine = false) =>
        client.Send("POST", "/v1/gardens", $$"""{"slug":"{{slug}}","name":"{{slug}}","scope":"{{scope}}","quarantine":{{(quarantine ? "true" : "false")}}}""");

    public static Task<Http.Answer> Admit(this HttpClient client, string garden, string entityUri, string role) =>
        client.Send("POST", $"/v1/gardens/{garden}/members", $$"""{"entity_uri":"{{entityUri}}","role":"{{role}}"}""");

    public static Task<Http.Answer> AssertIn(this HttpClient client, string garden, string entity, string value, string scope = "local") =>
        client.AssertFact(entity, "memory:note", value, "agent:test", scope, $$""","garden_id":"stigmem://localhost:8765/garden/{{garden}}" """);

    public static void Refused(this Http.Answer answer, HttpStatusCode status, string detail)
    {
        Assert.Equal(status, answer.Status);
        Assert.Equal(detail, answer.Detail);
    }

    public static async Task<IReadOnlyList<string>> Values(this HttpClient client, string entity) =>
        [.. (await client.Send("GET", $"/v1/facts?entity={entity}&include_contradicted=true")).Json.GetProperty("facts").EnumerateArray()
            .Select(fact => fact.GetProperty("value").GetProperty("v").GetString() ?? "null").Order(StringComparer.Ordinal)];
}
