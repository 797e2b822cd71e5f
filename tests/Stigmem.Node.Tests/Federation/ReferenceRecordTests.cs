using System.Net;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>
/// The records that a peer of the reference is sent, member by member: one that is missing or out of bounds would stop it for
/// ever, and its own store has no more kinds and scopes than these.
/// </summary>
public sealed class ReferenceRecordTests
{
    private static readonly string[] Members =
    [
        "id", "entity", "relation", "value", "source", "timestamp", "hlc", "received_from", "valid_until", "confidence", "scope", "attested_key_id",
        "origin_node_id", "origin_allowed_scopes", "garden_id", "attested", "contradicted", "warnings", "source_trust", "quarantine_status",
        "quarantine_garden_id", "effective_confidence", "sanitizer_warnings", "sanitizer_redacted", "cid", "derived_from",
    ];

    private static readonly string[] Values =
    [
        """{"type":"string","v":"Zo\u00eb"}""", """{"type":"text","v":"line\nline"}""", """{"type":"number","v":1}""", """{"type":"number","v":-0.0}""",
        """{"type":"number","v":1e21}""", """{"type":"number","v":12345678901234567890}""", """{"type":"boolean","v":false}""",
        """{"type":"datetime","v":"2026-05-02T00:00:00Z"}""", """{"type":"ref","v":"user:y"}""", """{"type":"null","v":null}""",
    ];

    [Fact]
    public async Task Every_member_is_there_and_within_bounds()
    {
        await using var node = await FederatedNode.StartAsync();
        using var reference = new PaperPeer();
        await reference.JoinAsync(node, isOwnKind: false);
        string[] more = ["", ""","confidence":0.3""", ""","confidence":1e-7""", ""","valid_until":"2020-01-01" """, ""","valid_until":"2040-01-01T00:00:00+02:00" """];
        for (var i = 0; i < Values.Length; i++)
        {
            var scope = i % 2 == 0 ? "public" : "company";
            var said = await node.Operator.Send(
                "POST", "/v1/facts", $$"""{"entity":"user:{{i}}","relation":"memory:role","value":{{Values[i]}},"source":"agent:ada","scope":"{{scope}}"{{more[i % more.Length]}}}""");
            Assert.True(said.Status == HttpStatusCode.Created, said.Text);
        }
        await node.Operator.Say("author", scope: "public", entity: "user:0");
        await node.Operator.TakeBack(scope: "public", entity: "user:2");
        var records = await RecordsAsync(node, reference);
        Assert.Equal(Values.Length + 2, records.Count);
        Assert.All(records, HoldsItsForm);
    }

    /// <summary>Only content and instructions have a name, and instructions are not sent.</summary>
    [Fact]
    public async Task Everything_is_content()
    {
        await using var node = await FederatedNode.StartAsync();
        using var reference = new PaperPeer();
        await reference.JoinAsync(node, isOwnKind: false);
        using var instructor = await node.Node.ClientFor("user:instructor", "read", "write", "instruction:write");
        const string fact = """{"entity":"user:y","relation":"memory:do","value":{"type":"text","v":"do","interpret_as":"KIND"},"source":"agent:ada","scope":"public"}""";
        foreach (var (kind, status) in ((string, int)[])[("content", 201), ("instruction", 201), ("song", 422)])
            Assert.Equal(status, (int)(await instructor.Send("POST", "/v1/facts", fact.Replace("KIND", kind, StringComparison.Ordinal))).Status);
        HoldsItsForm(Assert.Single(await RecordsAsync(node, reference)));
    }

    /// <summary>The reference asks for tombstones after each page, and has nowhere to keep a cursor of them.</summary>
    [Fact]
    public async Task No_cursor_of_tombstones_is_ever_sent()
    {
        await using var node = await FederatedNode.StartAsync();
        using var reference = new PaperPeer();
        await reference.JoinAsync(node, isOwnKind: false);
        var answer = await reference.Get(node, "/v1/federation/tombstones?limit=200");
        Assert.True(
            answer.Status != HttpStatusCode.OK || !answer.Json.TryGetProperty("cursor", out var cursor) || cursor.ValueKind == JsonValueKind.Null, answer.Text);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, answer.Status);
        Assert.True((int)answer.Status < 500, answer.Text);
    }

    private static void HoldsItsForm(JsonElement record)
    {
        var text = record.GetRawText();
        Assert.True(Members.All(name => record.TryGetProperty(name, out _)), text);
        Assert.True(Guid.TryParseExact(record.Text("id"), "D", out _), text);
        Assert.InRange(record.GetProperty("confidence").GetDouble(), 0, 1);
        Assert.Contains(record.Text("scope"), (string[])["public", "company"]);
        Assert.True(record.Text("valid_until") is not { } until || Instants.TryParse(until, out _), text);
        Assert.True(Instants.TryParse(record.Text("timestamp"), out _), text);
        Assert.True(record.Text("hlc") is not { } stamp || Hlc.TryParse(stamp, out _), text);
        var value = record.GetProperty("value");
        Assert.Equal("content", value.Text("interpret_as"));
        Assert.True(value.TryGetProperty("v", out var v) && IsOfType(v, value.Text("type")!), text);
        Assert.True(record.Text("cid") is not { } cid || (ContentId.TryParse(cid, out _) && cid.StartsWith("sha256:", StringComparison.Ordinal)), text);
    }

    private static bool IsOfType(JsonElement v, string type) => type switch
    {
        "string" or "text" or "datetime" or "ref" => v.ValueKind == JsonValueKind.String,
        "number" => v.ValueKind == JsonValueKind.Number,
        "boolean" => v.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => v.ValueKind == JsonValueKind.Null,
        _ => false,
    };

    private static async Task<IReadOnlyList<JsonElement>> RecordsAsync(FederatedNode node, PaperPeer peer)
    {
        var page = await peer.Get(node, "/v1/federation/facts?limit=500");
        Assert.True(page.Status == HttpStatusCode.OK, page.Text);
        return [.. page.Json.GetProperty("facts").EnumerateArray()];
    }
}
