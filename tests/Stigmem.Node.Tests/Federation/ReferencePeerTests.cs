using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Core.ContentIds;
using Stigmem.Node.Tests.Crash;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A node of ours and one that behaves as the Python reference, both ways.</summary>
public sealed class ReferencePeerTests
{
    private static readonly (string, string) Name = ("NODE_ID", "stigmem://acmé.example/nœud🌱");

    /// <summary>Type and value as a client writes them, one fact each.</summary>
    private static readonly (string Type, string V)[] Values =
    [
        ("number", "1"), ("number", "1.0"), ("number", "1e21"), ("number", "1e-7"), ("number", "0.1"), ("number", "-0.0"), ("number", "1e16"),
        ("number", "123456789012345680"), ("number", "9007199254740993"), ("number", "-5"), ("number", "1e-5"), ("number", "0.0001"), ("number", "5e-324"),
        ("number", "1.7976931348623157e308"), ("number", "9999999999999998.0"), ("number", "0.30000000000000004"), ("number", "-1e22"),
        ("string", "\"\""), ("string", "\"editor\""), ("string", """ "a\u0001\tb\u007f\u2028c \"q\" \\ /<b>&amp;" """),
        ("text", "\"Zoë 東京 🚀 \U0010FFFF\\nnext\""), ("datetime", "\"2026-05-02T00:00:00Z\""), ("datetime", "\"2026-05-02\""),
        ("datetime", "\"2026-05-02T00:00:00.123456+02:00\""), ("ref", "\"stigmem://acme.example/user/bob\""), ("ref", "\"urn:é🚀\""),
        ("boolean", "true"), ("boolean", "false"), ("null", "null"),
    ];

    /// <summary>F26 from here to there: what the peer computes over the bytes that came is what was sent.</summary>
    [Fact]
    public async Task Every_kind_of_value_arrives_at_the_reference()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, Name);
        await using var python = await ReferencePeer.StartAsync();
        await python.FederateAsync(node);
        List<Http.Answer> said = [];
        foreach (var (i, (type, v)) in Values.Index())
            said.Add(await Say(node, $"urn:ours:é{i}", type, v, i % 2 == 0 ? "public" : "company"));
        said.Add(await Say(node, "urn:ours:sure", "string", "\"a\"", "public", ""","confidence":1e-7,"valid_until":"2031-01-01T00:00:00Z" """));
        said.Add(await Say(node, "urn:ours:sure", "string", "\"gone\"", "public", ""","confidence":0"""));

        Assert.Equal(said.Count, await python.PullAllAsync(node));
        var rows = await python.RowsAsync();
        foreach (var fact in said.Select(answer => answer.Json))
        {
            var row = rows[fact.Text("id")!];
            Assert.Equal(fact.Text("cid"), row.Text("cid"));
            Assert.Equal(Text(fact), row.Text("value_v"));
            Assert.Equal(node.NodeId, row.Text("received_from"));
            foreach (var name in (string[])["entity", "relation", "source", "scope", "timestamp", "valid_until"])
                Assert.Equal(fact.GetProperty(name).ToString(), row.GetProperty(name).ToString());
            Assert.Equal(fact.GetProperty("confidence").GetDouble(), row.GetProperty("confidence").GetDouble());
        }
        Assert.Empty(await python.RefusedAsync());
    }

    /// <summary>
    /// F26 from there to here. The reference sends every number as a float, also where it hashed an integer; the text that
    /// was hashed is found again where a double can tell it.
    /// </summary>
    [Fact]
    public async Task Every_kind_of_value_arrives_from_the_reference()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, Name);
        await using var python = await ReferencePeer.StartAsync();
        var said = await python.SayAsync([
            .. Values.Select((value, i) => Fact($"urn:theirs:é{i}", value.Type, value.V, i % 2 == 0 ? "" : ""","source":"agent:ada" """)),
            Fact("urn:theirs:sure", "string", "\"a\"", ""","confidence":1e-7,"valid_until":"2031-01-01T00:00:00.500000+00:00","scope":"company" """),
            Fact("urn:theirs:sure", "string", "\"gone\"", ""","confidence":0,"scope":"company" """)]);
        await python.FederateAsync(node);
        await FederatedNode.Until(async () => await Has(node, said[^1]));
        // Pages overlap, so these came once more with the last.
        var last = (await python.SayAsync(Fact("urn:theirs:last", "string", "\"a\"", "")))[0];
        await FederatedNode.Until(async () => await Has(node, last));

        foreach (var row in said)
        {
            var fact = await node.Operator.Fact(row.Text("id"));
            Assert.Equal(row.Text("cid") == fact.Text("cid"), !IsLongInteger(row));
            // Readers get texts without control characters; the content id is over the text as it came.
            var text = row.Text("value_v")!.Replace("\u0001", "", StringComparison.Ordinal);
            Assert.Equal(IsLongInteger(row) ? PythonFloat.Format(double.Parse(text, CultureInfo.InvariantCulture)) : text, Text(fact));
            Assert.Equal(python.NodeId, fact.Text("received_from"));
            foreach (var name in (string[])["entity", "relation", "source", "scope", "valid_until"])
                Assert.Equal(row.GetProperty(name).ToString(), fact.GetProperty(name).ToString());
        }
        Assert.Empty(await node.Audited("rejected_fact"));
        Assert.Empty(await python.RefusedAsync());
        Assert.Equal(0, await python.PullAllAsync(node));
        var verified = await node.Operator.Send("GET", "/v1/admin/verify-chain");
        Assert.True(verified.Json.GetProperty("verified").GetBoolean(), verified.Text);
    }

    [Fact]
    public async Task What_a_node_says_itself_is_pushed_to_the_reference()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, Name, ("FEDERATION_PUSH_TO", "all"));
        await using var python = await ReferencePeer.StartAsync();
        await python.FederateAsync(node);
        var foreign = await Say(node, "urn:ours:foreign", "string", "\"a\"", "public");
        List<Http.Answer> said = [];
        foreach (var (i, (type, v)) in Values.Index())
            said.Add(await Say(node, $"urn:ours:é{i}", type, v, i % 2 == 0 ? "public" : "company", source: node.NodeId));
        await FederatedNode.Until(async () => (await python.RowsAsync()).ContainsKey(said[^1]["id"]!));
        var rows = await python.RowsAsync();
        Assert.All(said, answer => Assert.Equal((answer["cid"], Text(answer.Json)), (rows[answer["id"]!].Text("cid"), rows[answer["id"]!].Text("value_v"))));
        Assert.DoesNotContain(foreign["id"]!, rows.Keys);
        Assert.Empty(await node.Audited("push_refused"));
        Assert.Equal(1, await python.PullAllAsync(node));
        Assert.Empty(await python.RefusedAsync());
    }

    [Fact]
    public async Task A_contradiction_is_seen_on_both()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, Name);
        await using var python = await ReferencePeer.StartAsync();
        var theirs = (await python.SayAsync(Fact("user:x", "string", "\"author\"", "")))[0];
        var ours = await Say(node, "user:x", "string", "\"editor\"", "public");
        await python.FederateAsync(node);
        await FederatedNode.Until(async () => await Has(node, theirs));
        Assert.Equal(1, await python.PullAllAsync(node));
        var conflict = Assert.Single((await node.Operator.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").EnumerateArray());
        Assert.Equal(Pair(ours["id"], theirs.Text("id")), Pair(Side(conflict, "fact_a"), Side(conflict, "fact_b")));
        Assert.Equal(["author", "editor"], await node.Operator.Says("entity=user:x&include_contradicted=true"));
        Assert.All((await python.RowsAsync()).Values, row => Assert.True(row.GetProperty("contradicted").GetBoolean()));
    }

    /// <summary>F24: its stamps of one millisecond are texts, and 10 comes before 9 there.</summary>
    [Fact]
    public async Task Stamps_that_do_not_sort_lose_nothing()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var python = await ReferencePeer.StartAsync();
        await python.FederateAsync(node);
        await python.DoAsync("leap", new JsonObject { ["ms"] = 60_000 });
        var nine = await python.SayAsync([.. Enumerable.Range(0, 9).Select(i => Fact($"user:n{i}", "string", "\"a\"", ""))]);
        await FederatedNode.Until(async () => await Has(node, nine[^1]));
        var more = await python.SayAsync([.. Enumerable.Range(9, 120).Select(i => Fact($"user:n{i}", "string", "\"a\"", ""))]);
        Assert.Equal(nine[0].Text("hlc")!.Split('.')[0], more[^1].Text("hlc")!.Split('.')[0]);
        foreach (var row in more)
            await FederatedNode.Until(async () => await Has(node, row));
    }

    [Fact]
    public async Task Its_loop_of_a_hundred_a_turn_comes_to_the_end()
    {
        await using var node = await FederatedNode.StartAsync();
        await using var python = await ReferencePeer.StartAsync();
        await python.AdmitAsync(node, "public");
        await python.JoinAsync(node, "public");
        var facts = string.Join(',', Enumerable.Range(0, 250).Select(i => $$"""{"entity":"user:n{{i}}","relation":"m:n","value":{"type":"number","v":{{i}}},"source":"agent:ada","scope":"public"}"""));
        Assert.Equal(HttpStatusCode.OK, (await node.Operator.Send("POST", "/v1/facts/batch", $"{{\"facts\":[{facts}]}}")).Status);
        var first = await python.PullAsync(node.NodeId);
        Assert.Equal(100, first.GetProperty("new").GetInt32());
        Assert.Equal(150, await python.PullAllAsync(node));
        await python.ForgetCursorAsync(node);
        Assert.Equal(0, await python.PullAllAsync(node));
        Assert.Equal(250, (await python.RowsAsync()).Count);
    }

    /// <summary>The command of an operator, as it is built, against the handshake in Python.</summary>
    [Fact]
    public async Task The_command_introduces_a_node_to_the_reference()
    {
        await using var node = await FederatedNode.StartAsync(databasePath: null, Name);
        await using var python = await ReferencePeer.StartAsync();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(node.Node.DatabasePath) };
        foreach (var argument in (string[])[
            NodeChild.Executable(), "federation", "register-peer", "--remote-url", python.Url, "--local-url", node.Url, "--scopes", "public,company",
            "--api-key", python.Key, "--db", node.Node.DatabasePath, "--json"])
            start.ArgumentList.Add(argument);
        using var command = Process.Start(start)!;
        var output = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        Assert.True(command.ExitCode == 0, output);
        Assert.Contains("pending_approval", output, StringComparison.Ordinal);
    }

    /// <summary>Python's repr is the rule; it says what is right.</summary>
    [Fact]
    public async Task Doubles_have_the_digits_of_Python()
    {
        await using var python = await ReferencePeer.StartAsync();
        var random = new Random(20_260_502);
        List<double> numbers = [0.0, -0.0, double.Epsilon, double.MaxValue, double.MinValue, Math.Pow(2, 53), Math.Pow(2, 53) + 2];
        numbers.AddRange(Enumerable.Range(-330, 640).Select(e => double.Parse($"1e{e}", CultureInfo.InvariantCulture)).Where(double.IsFinite));
        numbers.AddRange(Enumerable.Range(0, 10_000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))).Where(double.IsFinite));
        numbers.AddRange(Enumerable.Range(0, 10_000).Select(_ => Math.Round((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-6, 19)), random.Next(0, 8))));
        // Seventeen digits and an exponent: any reader ends with the very double.
        var asked = new JsonArray([.. numbers.Select(number => JsonNode.Parse(number.ToString("E16", CultureInfo.InvariantCulture)))]);
        var texts = (await python.DoAsync("digits", new JsonObject { ["numbers"] = asked })).GetProperty("texts").EnumerateArray().Select(text => text.GetString());
        Assert.Equal(texts, numbers.Select(PythonFloat.Format));
    }

    private static Task<Http.Answer> Say(FederatedNode node, string entity, string type, string v, string scope, string more = "", string source = "agent:ada") => Created(node.Operator.Send(
        "POST", "/v1/facts", $$"""{"entity":"{{entity}}","relation":"memory:kind","value":{"type":"{{type}}","v":{{v}}},"source":"{{source}}","scope":"{{scope}}"{{more}}}"""));

    private static async Task<Http.Answer> Created(Task<Http.Answer> sent)
    {
        var answer = await sent;
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer;
    }

    private static string Fact(string entity, string type, string v, string more) =>
        $$"""{"entity":"{{entity}}","relation":"memory:kind","value":{"type":"{{type}}","v":{{v}}}{{more}}}""";

    /// <summary>The storage text behind a value that travelled.</summary>
    private static string Text(JsonElement fact) => fact.GetProperty("value").GetProperty("v") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : fact.GetProperty("value").GetProperty("v").GetRawText();

    private static async Task<bool> Has(FederatedNode node, JsonElement row) => (await node.Operator.Send("GET", $"/v1/facts/{row.Text("id")}")).Status == HttpStatusCode.OK;

    private static bool IsLongInteger(JsonElement row) =>
        row.Text("type") == "number" && !row.Text("value_v")!.AsSpan().ContainsAny('.', 'e') && row.Text("value_v")!.Length > 15;

    private static string? Side(JsonElement conflict, string name) => conflict.GetProperty(name) is { ValueKind: JsonValueKind.Object } fact ? fact.Text("id") : conflict.Text(name);

    private static IEnumerable<string?> Pair(string? a, string? b) => ((string?[])[a, b]).Order(StringComparer.Ordinal);
}
