using System.Text;
using Stigmem.Node.Tests.Facts;
using Stigmem.Node.Tests.Hostile;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Regressions;

/// <summary>
/// Bodies that were answered with 500: a member name with half a surrogate pair failed where names are compared, bytes
/// that are not UTF-8 where the body is hashed, a chunk of impossible size where the body is read. And a deep value was
/// repeated in the refusal, deeper than most readers of JSON go.
/// </summary>
public sealed class BrokenBodies
{
    [Theory]
    [InlineData("/v1/facts", """{"enti\ud800":1}""")]
    [InlineData("/v1/facts", """{"entity":"a","x":{"y":[{"\udc00":1}]}}""")]
    [InlineData("/v1/gardens", """{"\uD83D":1}""")]
    public async Task A_member_name_with_half_a_pair_is_a_shape_error(string path, string body)
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var answer = await client.Send("POST", path, body);
        Assert.Equal((422, "json_invalid"), ((int)answer.Status, answer.Json.GetProperty("detail")[0].Text("type")));
    }

    [Fact]
    public async Task A_member_name_with_a_whole_pair_is_none()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        Assert.Equal(201, (int)(await client.Say("editor", more: ""","\ud83c\udf31":1""")).Status);
    }

    [Fact]
    public async Task Bytes_that_are_not_text_are_a_shape_error()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        byte[] body = [.. """{"idempotency_key":"k","x":" """u8, 0xFF, .. """ ","facts":[{"entity":"a","relation":"a:b","value":{"type":"null"},"source":"a"}]}"""u8];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");
        using var answer = await client.PostAsync(new Uri("/v1/facts/batch", UriKind.Relative), content);
        Assert.Equal(422, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_deep_value_is_not_repeated()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var client = node.Anonymous();
        var answer = await client.Send("POST", "/v1/facts", new string('[', 64) + new string(']', 64));
        Assert.Equal(422, (int)answer.Status);
        Assert.Contains("too long to repeat", answer.Json.GetProperty("detail")[0].GetProperty("input").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_of_impossible_size_is_refused()
    {
        await using var node = await TestNode.StartAsync(FactCalls.Open);
        using var connection = new RawConnection(node.BaseAddress);
        connection.Send("POST /v1/facts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n");
        var answer = connection.Read();
        Assert.Equal(400, answer?.Status);
        Assert.Contains("\"detail\"", Encoding.UTF8.GetString(answer!.Body), StringComparison.Ordinal);
    }
}
