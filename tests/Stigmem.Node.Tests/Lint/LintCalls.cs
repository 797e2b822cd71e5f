using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Lint;

/// <summary>Check-ups in one line.</summary>
internal static class LintCalls
{
    public static Task<Http.Answer> Lint(this HttpClient client, string more = "", string scope = "local") =>
        client.Send("POST", "/v1/lint", $$"""{"scope":"{{scope}}"{{more}}}""");

    public static async Task<IReadOnlyList<JsonElement>> Findings(this HttpClient client, string check, string more = "", string scope = "local")
    {
        var answer = await client.Lint($$""","checks":["{{check}}"]{{more}}""", scope);
        Assert.True((int)answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("findings").EnumerateArray()];
    }

    public static Task<Http.Answer> Point(this HttpClient client, string target, string entity = "user:x", string relation = "memory:knows", string more = "") =>
        client.Send("POST", "/v1/facts", $$"""{"entity":"{{entity}}","relation":"{{relation}}","value":{"type":"ref","v":"{{target}}"},"source":"agent:ada"{{more}}}""");
}
