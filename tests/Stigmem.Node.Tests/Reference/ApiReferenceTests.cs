using System.Text;
using System.Text.Json;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Reference;

public sealed class ApiReferenceTests
{
    [Fact]
    public async Task The_api_page_lists_every_route_that_the_node_serves()
    {
        await using var node = await TestNode.StartAsync();
        using var client = node.Anonymous();
        var api = (await client.Send("GET", "/openapi.json")).Json;
        var page = new StringBuilder(
            """
            # HTTP API

            Printed from the code. A running node serves the same as a page at `/docs` and as OpenAPI 3.1 at `/openapi.json`,
            with every field. Routes marked *open* need no key; the others take `Authorization: Bearer <key>`.

            """);
        var operations = from path in api.GetProperty("paths").EnumerateObject()
                         from method in path.Value.EnumerateObject()
                         group (Path: path.Name, Method: method.Name, Operation: method.Value) by method.Value.GetProperty("tags")[0].GetString()! into tag
                         orderby tag.Key
                         select tag;
        foreach (var tag in operations)
        {
            page.Append($"\n## {tag.Key}\n\n| route | what it does | success | refusals |\n| --- | --- | --- | --- |\n");
            foreach (var (path, method, operation) in tag)
                page.Append(Row(path, method, operation));
        }
        Assert.Null(GeneratedDocument.Difference("docs/reference/api.md", page.ToString()));
    }

    private static string Row(string path, string method, JsonElement operation)
    {
        var statuses = operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).ToList();
        var open = operation.TryGetProperty("security", out _) ? "" : " *open*";
        var parameters = operation.TryGetProperty("parameters", out var list)
            ? string.Join(", ", list.EnumerateArray().Where(p => p.GetProperty("in").GetString() != "path").Select(p => $"`{p.GetProperty("name").GetString()}`"))
            : "";
        var what = operation.GetProperty("summary").GetString() + (parameters.Length > 0 ? $"<br>{parameters}" : "");
        return $"| `{method.ToUpperInvariant()} {path}`{open} | {what} | {statuses.First(s => s[0] == '2')} | {string.Join(", ", statuses.Where(s => s[0] != '2'))} |\n";
    }
}
