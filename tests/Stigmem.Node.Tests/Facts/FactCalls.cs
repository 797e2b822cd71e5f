using System.Globalization;
using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Calls of fact routes in one line, for nodes where nobody needs a key and for those where all do.</summary>
internal static class FactCalls
{
    public static readonly IReadOnlyDictionary<string, string> Open = new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" };

    /// <summary>Settings of a node without authentication, and more.</summary>
    public static IReadOnlyDictionary<string, string> OpenWith(params (string Name, string Value)[] more) =>
        more.Aggregate(new Dictionary<string, string>(Open), (all, one) =>
        {
            all[one.Name] = one.Value;
            return all;
        });

    /// <summary>Asserts about <c>user:x memory:role</c>, scope local, unless told otherwise.</summary>
    public static Task<Http.Answer> Say(
        this HttpClient client, string value, string source = "agent:ada", double confidence = 1, string more = "", string entity = "user:x",
        string relation = "memory:role", string scope = "local", string? session = null) =>
        client.AssertFact(
            entity, relation, value, source, scope, $",\"confidence\":{confidence.ToString(CultureInfo.InvariantCulture)}{more}",
            session is null ? [] : [("Stigmem-Session", session)]);

    /// <summary>Takes back what a source said.</summary>
    public static Task<Http.Answer> TakeBack(this HttpClient client, string source = "agent:ada", string more = "", string scope = "local", string relation = "memory:role", string entity = "user:x") =>
        client.Say("retracted", source, 0, more, entity, relation, scope);

    /// <summary>The facts of a list.</summary>
    public static async Task<IReadOnlyList<JsonElement>> List(this HttpClient client, string query = "", params (string, string)[] headers)
    {
        var answer = await client.Send("GET", $"/v1/facts?{query}", null, headers);
        Assert.True((int)answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("facts").EnumerateArray()];
    }

    /// <summary>The values of a list, sorted.</summary>
    public static async Task<IEnumerable<string>> Says(this HttpClient client, string query = "entity=user:x") =>
        (await client.List(query)).Select(fact => fact.GetProperty("value").GetProperty("v").ToString()).Order(StringComparer.Ordinal);

    public static async Task<JsonElement> Fact(this HttpClient client, string? id) => (await client.Send("GET", $"/v1/facts/{id}")).Json;

    public static string? Text(this JsonElement element, string name) => element.GetProperty(name).GetString();
}
