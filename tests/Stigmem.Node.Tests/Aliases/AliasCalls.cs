using Stigmem.Testing;

namespace Stigmem.Node.Tests.Aliases;

/// <summary>Calls of alias routes in one line.</summary>
internal static class AliasCalls
{
    public static Task<Http.Answer> Alias(this HttpClient client, string rawUri, string canonicalUri) =>
        client.Send("POST", "/v1/aliases", $$"""{"raw_uri":"{{rawUri}}","canonical_uri":"{{canonicalUri}}"}""");

    public static async Task<IEnumerable<string>> Raws(this HttpClient client, string query = "") =>
        (await client.Send("GET", $"/v1/aliases{query}")).Json.EnumerateArray().Select(alias => alias.GetProperty("raw_uri").GetString()!);
}
