using System.Net;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Facts;

/// <summary>Every kind of value that a client may send, and how it comes back byte for byte.</summary>
public sealed class ValueTests
{
    private const string Refused = "422";

    /// <summary>Type, the member as sent, and <c>v</c> as it is read back.</summary>
    private static readonly (string Type, string Member, string ReadBack)[] Table =
    [
        ("string", "\"v\":\"a\"", "\"a\""),
        ("string", "\"v\":\"\"", "\"\""),
        ("string", "\"v\":\"caf\\u00e9 \\ud83c\\udf31\"", "\"café 🌱\""),
        ("string", "\"v\":12", "\"12\""),
        ("string", "\"v\":1.50", "\"1.50\""),
        ("string", "\"v\":true", "\"true\""),
        ("string", "\"v\":null", Refused),
        ("string", "\"v\":[\"a\"]", Refused),
        ("string", "\"v\":{\"a\":1}", Refused),
        ("string", "\"w\":1", Refused),
        ("string", "\"v\":\"\\ud800\"", Refused),
        ("string", "\"v\":\"a\\udc00b\"", Refused),
        ("text", "\"v\":\"two\\nlines\"", "\"two\\nlines\""),
        ("text", "\"v\":null", Refused),
        ("number", "\"v\":42", "42.0"),
        ("number", "\"v\":42.0", "42.0"),
        ("number", "\"v\":7.5", "7.5"),
        ("number", "\"v\":\"7.50\"", "7.5"),
        ("number", "\"v\":\"1e3\"", "1000.0"),
        ("number", "\"v\":1e22", "1e+22"),
        ("number", "\"v\":1e16", "1e+16"),
        ("number", "\"v\":123456789012345680", "1.2345678901234568e+17"),
        ("number", "\"v\":0.00001", "1e-05"),
        ("number", "\"v\":0.0001", "0.0001"),
        ("number", "\"v\":9007199254740993", "9007199254740992.0"),
        ("number", "\"v\":-3", "-3.0"),
        ("number", "\"v\":1e999", Refused),
        ("number", "\"v\":\"1e999\"", Refused),
        ("number", "\"v\":\"nan\"", Refused),
        ("number", "\"v\":\"Infinity\"", Refused),
        ("number", "\"v\":\"abc\"", Refused),
        ("number", "\"v\":\"\"", Refused),
        ("number", "\"v\":\" 7\"", Refused),
        ("number", "\"v\":\"+7\"", Refused),
        ("number", "\"v\":\"07\"", Refused),
        ("number", "\"v\":\"0x10\"", Refused),
        ("number", "\"v\":\"1,000\"", Refused),
        ("number", "\"v\":true", Refused),
        ("number", "\"v\":null", Refused),
        ("number", "\"w\":1", Refused),
        ("boolean", "\"v\":true", "true"),
        ("boolean", "\"v\":false", "false"),
        ("boolean", "\"v\":1", "true"),
        ("boolean", "\"v\":0", "false"),
        ("boolean", "\"v\":2", Refused),
        ("boolean", "\"v\":\"false\"", Refused),
        ("boolean", "\"v\":[1]", Refused),
        ("boolean", "\"v\":null", Refused),
        ("datetime", "\"v\":\"2026-03-04\"", "\"2026-03-04\""),
        ("datetime", "\"v\":\"2026-03-04T05:06:07\"", "\"2026-03-04T05:06:07\""),
        ("datetime", "\"v\":\"2026-03-04T05:06:07Z\"", "\"2026-03-04T05:06:07Z\""),
        ("datetime", "\"v\":\"2026-03-04T05:06:07.5+02:00\"", "\"2026-03-04T05:06:07.5+02:00\""),
        ("datetime", "\"v\":\"notadate\"", Refused),
        ("datetime", "\"v\":\"2026-02-30\"", Refused),
        ("datetime", "\"v\":\"\"", Refused),
        ("datetime", "\"v\":null", Refused),
        ("ref", "\"v\":\"stigmem://acme.test/user/Ada\"", "\"stigmem://acme.test/user/Ada\""),
        ("ref", "\"v\":\"user:bob\"", "\"user:bob\""),
        ("ref", "\"v\":\"\"", Refused),
        ("ref", "\"v\":null", Refused),
        ("null", "\"w\":1", "null"),
        ("null", "\"v\":null", "null"),
        ("null", "\"v\":\"dropped\"", "null"),
        ("float", "\"v\":1", Refused),
        ("String", "\"v\":\"a\"", Refused),
    ];

    [Fact]
    public async Task Reads_back_what_was_sent_or_refuses_it_with_422()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        for (var i = 0; i < Table.Length; i++)
        {
            var (type, member, readBack) = Table[i];
            var label = $"{type} {member}";
            var answer = await client.Send("POST", "/v1/facts", $$"""{"entity":"row:{{i}}","relation":"memory:v","value":{"type":"{{type}}",{{member}}},"source":"agent:ada"}""");
            Assert.True((int)answer.Status == (readBack == Refused ? 422 : 201), $"{label}: {answer.Text}");
            if (readBack == Refused)
            {
                Assert.Equal("body", answer.Json.GetProperty("detail")[0].GetProperty("loc")[0].GetString());
                continue;
            }
            var asserted = answer.Json.GetProperty("value");
            Assert.Equal(["type", "v", "interpret_as"], asserted.EnumerateObject().Select(part => part.Name));
            Assert.Equal((label, readBack), (label, asserted.GetProperty("v").GetRawText()));
            var read = await client.Fact(answer["id"]);
            Assert.Equal((label, readBack), (label, read.GetProperty("value").GetProperty("v").GetRawText()));
            Assert.Equal(answer["cid"], read.Text("cid"));
        }
    }

    [Fact]
    public async Task The_spelling_of_a_number_does_not_change_what_it_says()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var cids = new List<string?>();
        foreach (var v in new[] { "42", "42.0", "4.2e1", "\"42\"", "\"42.00\"" })
            cids.Add((await client.Send("POST", "/v1/facts", $$$"""{"entity":"stigmem://acme.test/user/ada","relation":"memory:age","value":{"type":"number","v":{{{v}}}},"source":"stigmem://acme.test/agent/scribe","scope":"company","confidence":0.9}"""))["cid"]);
        Assert.Equal(["sha256:d90ad87c3780b60fd737c86a81e6976b4360bc3ac5f0116580054912c1261c93"], cids.Distinct());
        Assert.Single(await client.List("relation=memory:age"));
    }

    [Theory]
    [InlineData(64, HttpStatusCode.Created)]
    [InlineData(65, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_value_is_as_large_as_the_operator_allows(int bytes, HttpStatusCode expected)
    {
        await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("MAX_VALUE_BYTES", "64")));
        using var client = node.Anonymous();
        Assert.Equal(expected, (await client.Say(new string('a', bytes))).Status);
        // Bytes count, not characters.
        Assert.Equal(expected, (await client.Say(new string('é', bytes / 2) + new string('x', bytes % 2))).Status);
    }

    [Fact]
    public async Task Instructions_need_their_permission_and_stay_out_of_the_content_id()
    {
        await using var node = await TestNode.StartAsync();
        using var plain = await node.ClientFor("agent:ada", "read", "write");
        using var trusted = await node.ClientFor("agent:ada", "read", "write", "instruction:write");
        const string body = """{"entity":"user:x","relation":"memory:rule","value":{"type":"text","v":"be kind","interpret_as":"instruction"},"source":"agent:ada"}""";
        var refused = await plain.Send("POST", "/v1/facts", body);
        Assert.Equal((HttpStatusCode.Forbidden, "instruction_write_required"), (refused.Status, refused.Detail));
        var instruction = await trusted.Send("POST", "/v1/facts", body);
        var content = await plain.Send("POST", "/v1/facts", body.Replace("instruction", "content", StringComparison.Ordinal));
        Assert.Equal("instruction", instruction.Json.GetProperty("value").Text("interpret_as"));
        Assert.Equal("content", content.Json.GetProperty("value").Text("interpret_as"));
        Assert.Equal(instruction["cid"], content["cid"]);
        Assert.NotEqual(instruction["id"], content["id"]);
    }
}
