using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Conformance;

/// <summary>The document that the reference publishes, held against what this node serves and answers.</summary>
public sealed class PublishedDocumentTests
{
    /// <summary>Needs a provider of its own; its tests are beside the exchange.</summary>
    private const string Exchange = "oidc_exchange_v1_auth_oidc_exchange_post";

    /// <summary>The reference promises a text and answers 500 where there is none; here it is null (contract, access, section 10).</summary>
    private const string BetterThanPromised = "query_audit_v1_audit_get.entries[0].fact_id is null, not [\"string\"]";

    private static readonly string[] Order = ["PUT", "GET", "POST", "PATCH", "DELETE"];

    [Fact]
    public async Task The_served_document_has_all_that_is_published()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var document = (await client.Send("GET", "/openapi.json")).Json;
        var shape = new ApiShape(document);
        List<string> missing = [];
        foreach (var published in Published.All)
        {
            var served = shape.Operations.FirstOrDefault(one => one.Method == published.Method && one.Path == published.Path);
            if (served is null || served.Id != published.OperationId)
            {
                missing.Add($"{published.Method} {published.Path}: {published.OperationId}, served as {served?.Id}");
                continue;
            }
            foreach (var parameter in published.Parameters)
            {
                var (name, place) = (parameter.Text("name"), parameter.Text("in"));
                var found = served.Parameters.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase) && one.In == place);
                if (found is null || !parameter.GetProperty("types").EnumerateArray().Any(type => type.GetString() == found.Type))
                    missing.Add($"{published.OperationId}: {place} parameter {name}");
            }
            var operation = document.GetProperty("paths").GetProperty(published.Path).GetProperty(published.Method.ToLowerInvariant());
            if (!operation.GetProperty("responses").TryGetProperty($"{published.Success}", out var success))
                missing.Add($"{published.OperationId}: status {published.Success}");
            else if (published.Answer is { } answer && success.TryGetProperty("content", out var content) && content.TryGetProperty("application/json", out var media))
                missing.AddRange(Absent(shape, answer, media.GetProperty("schema"), $"{published.OperationId} answer"));
            if (published.Request is { } request)
                missing.AddRange(Absent(shape, request, served.Body!.Value, $"{published.OperationId} body"));
        }
        Assert.True(missing.Count == 0, string.Join("\n", missing));
    }

    [Fact]
    public async Task Every_published_call_succeeds_with_every_published_field()
    {
        await using var stage = await Stage.SetAsync();
        List<string> faults = [];
        foreach (var published in Published.All.Where(one => one.OperationId != Exchange).OrderBy(one => Array.IndexOf(Order, one.Method)))
        {
            var (path, json) = stage.Calls[published.OperationId];
            var answer = await stage.SendAsync(published, path, json);
            if ((int)answer.Status != published.Success)
                faults.Add($"{published.OperationId}: {(int)answer.Status} {answer.Text}");
            else if (published.Success == 204)
                Assert.Empty(answer.Text);
            else if (published.Answer is { } shape && answer.Headers["Content-Type"].StartsWith("application/json", StringComparison.Ordinal)
                && Published.Fault(answer.Json, shape, published.OperationId) is { } fault && fault != BetterThanPromised)
                faults.Add(fault);
            else if (answer.Headers["Content-Type"] == "application/json" && answer.Json.ValueKind == JsonValueKind.Array)
                Assert.True(answer.Json.GetArrayLength() > 0, $"{published.OperationId} proves nothing with an empty list");
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task Every_parameter_out_of_bounds_is_a_shape_error_that_names_it()
    {
        await using var stage = await Stage.SetAsync();
        List<string> faults = [];
        var tried = 0;
        foreach (var published in Published.All.Where(one => one.OperationId != Exchange))
        {
            var (path, json) = stage.Calls[published.OperationId];
            foreach (var parameter in published.Query)
            {
                var name = parameter.Text("name");
                foreach (var value in Published.Forbidden(parameter).Where(value => value is not "null" and not "[[]]"))
                {
                    tried++;
                    var target = $"{path.Split('?')[0]}?{(name == "uri" ? "" : "uri=user:x&")}{name}={Uri.EscapeDataString(value.Trim('"'))}";
                    Check(faults, published, await stage.SendAsync(published, target, json), "query", name, value);
                }
                if (parameter.GetProperty("required").GetBoolean())
                    Check(faults, published, await stage.SendAsync(published, path.Split('?')[0], json), "query", name, "nothing");
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(tried >= 20, $"only {tried} values were tried");
    }

    [Fact]
    public async Task Every_member_of_a_body_out_of_bounds_is_a_shape_error_that_names_it()
    {
        await using var stage = await Stage.SetAsync();
        List<string> faults = [];
        var tried = 0;
        foreach (var published in Published.All.Where(one => one.Request is not null && one.OperationId != Exchange))
        {
            var (path, json) = stage.Calls[published.OperationId];
            var required = published.Request!.Value.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ToList();
            foreach (var (name, shape) in Published.Members(published.Request))
            {
                foreach (var value in Published.Forbidden(shape).Append(required.Contains(name) ? "" : null).OfType<string>().Where(value => !IsTakenAllTheSame(published, name, value)))
                {
                    tried++;
                    var body = JsonNode.Parse(json!)!.AsObject();
                    body.Remove(name);
                    if (value.Length > 0)
                        body[name] = JsonNode.Parse(value);
                    Check(faults, published, await stage.SendAsync(published, path, body.ToJsonString()), "body", name, value);
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
        Assert.True(tried >= 60, $"only {tried} values were tried");
    }

    /// <summary>Clients of the reference's MCP adapter send a depth of 0, which follows no edges (rulings 39).</summary>
    private static bool IsTakenAllTheSame(Published published, string name, string value) => (published.OperationId, name, value) is ("recall_v1_recall_post", "depth", "0");

    private static void Check(List<string> faults, Published published, Http.Answer answer, string place, string? name, string value)
    {
        var isRight = (int)answer.Status == 422 && answer.Json.GetProperty("detail") is { ValueKind: JsonValueKind.Array } list
            && list.EnumerateArray().Any(item => item.GetProperty("loc") is var loc && loc[0].GetString() == place && loc.GetArrayLength() > 1 && loc[1].ToString() == name);
        if (!isRight)
            faults.Add($"{published.OperationId}: {place} {name}={value[..Math.Min(value.Length, 40)]} gave {(int)answer.Status} {answer.Text}");
    }

    private static IEnumerable<string> Absent(ApiShape shape, JsonElement published, JsonElement served, string at)
    {
        var followed = shape.Follow(served);
        if (published.TryGetProperty("items", out var items) && followed.TryGetProperty("items", out var servedItems))
            return servedItems.ValueKind == JsonValueKind.Object ? Absent(shape, items, servedItems, $"{at}[]") : [];
        return Published.Members(published).SelectMany(member =>
            followed.TryGetProperty("properties", out var properties) && properties.TryGetProperty(member.Name, out var inner)
                ? Absent(shape, member.Shape, inner, $"{at}.{member.Name}")
                : [$"{at}.{member.Name}"]);
    }
}
