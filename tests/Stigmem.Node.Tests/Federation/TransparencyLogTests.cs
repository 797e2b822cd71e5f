using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Manifests;
using Stigmem.Core.Signatures;
using Stigmem.Core.Transparency;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Transparency;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>The log as somebody sees it who does not trust the node.</summary>
public sealed class TransparencyLogTests
{
    private const int Most = 9;

    [Fact]
    public async Task Heads_and_proofs_of_every_size_verify()
    {
        await using var node = await TestNode.StartAsync(time: new FakeTime());
        using var anybody = node.Anonymous();
        List<MerkleHash> roots = [await RootAsync(node, anybody, 0)];
        for (var i = 0; i < Most; i++)
        {
            await AppendAsync(node, i);
            roots.Add(await RootAsync(node, anybody, i + 1));
        }
        for (var size = 1; size <= Most; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var proof = await anybody.Send("GET", $"/v1/federation/log/inclusion?index={index}&tree_size={size}");
                Assert.Equal(MerkleHash.OfLeaf(Payload(index)).ToString(), proof["leaf_hash"]);
                Assert.True(MerkleProof.VerifyInclusion(MerkleHash.OfLeaf(Payload(index)), index, size, Hashes(proof), roots[size]), proof.Text);
                Assert.False(MerkleProof.VerifyInclusion(MerkleHash.OfLeaf(Payload(99)), index, size, Hashes(proof), roots[size]), proof.Text);
            }
            for (var first = 0; first <= size; first++)
            {
                var proof = await anybody.Send("GET", $"/v1/federation/log/consistency?first={first}&second={size}");
                Assert.True(MerkleProof.VerifyConsistency(first, size, Hashes(proof), roots[first], roots[size]), proof.Text);
            }
        }
    }

    [Theory]
    [InlineData("inclusion", HttpStatusCode.UnprocessableEntity)]
    [InlineData("inclusion?index=x", HttpStatusCode.UnprocessableEntity)]
    [InlineData("inclusion?index=-1", HttpStatusCode.BadRequest)]
    [InlineData("inclusion?index=2", HttpStatusCode.NotFound)]
    [InlineData("inclusion?index=1&tree_size=1", HttpStatusCode.BadRequest)]
    [InlineData("inclusion?index=0&tree_size=3", HttpStatusCode.NotFound)]
    [InlineData("consistency", HttpStatusCode.UnprocessableEntity)]
    [InlineData("consistency?first=-1", HttpStatusCode.BadRequest)]
    [InlineData("consistency?first=2&second=1", HttpStatusCode.BadRequest)]
    [InlineData("consistency?first=3", HttpStatusCode.NotFound)]
    [InlineData("consistency?first=1&second=9223372036854775807", HttpStatusCode.NotFound)]
    public async Task A_proof_that_cannot_be_is_refused(string question, HttpStatusCode status)
    {
        await using var node = await TestNode.StartAsync();
        using var anybody = node.Anonymous();
        await AppendAsync(node, 0);
        await AppendAsync(node, 1);
        Assert.Equal(status, (await anybody.Send("GET", $"/v1/federation/log/{question}")).Status);
    }

    [Theory]
    [InlineData("UPDATE tl_entries SET payload = x'7b7d' WHERE idx = 2")]
    [InlineData("UPDATE tl_nodes SET hash = zeroblob(32) WHERE level = 0 AND idx = 2")]
    [InlineData("UPDATE tl_nodes SET hash = zeroblob(32) WHERE level = 1 AND idx = 1", 3)]
    [InlineData("DELETE FROM tl_entries WHERE idx = 2")]
    [InlineData("DELETE FROM tl_nodes WHERE level = 0 AND idx = 2")]
    public async Task A_change_by_other_hands_is_noticed(string change, long at = 2)
    {
        await using var node = await TestNode.StartAsync();
        for (var i = 0; i < 5; i++)
            await AppendAsync(node, i);
        Assert.Null(FirstBroken(node));
        await WriteAsync(node, session =>
        {
            session.Execute("DROP TRIGGER tl_entries_are_not_updated; DROP TRIGGER tl_entries_are_not_deleted");
            session.Execute(change);
            return true;
        });
        Assert.Equal(at, FirstBroken(node));
    }

    [Fact]
    public async Task Entries_refuse_to_be_changed()
    {
        await using var node = await TestNode.StartAsync();
        await AppendAsync(node, 0);
        await Assert.ThrowsAnyAsync<Exception>(() => WriteAsync(node, session =>
        {
            session.Execute("UPDATE tl_entries SET ts_us = 0");
            return true;
        }));
        Assert.Null(FirstBroken(node));
    }

    [Fact]
    public async Task The_log_of_a_reference_node_goes_in_and_comes_out()
    {
        await using var source = await TestNode.StartAsync();
        await using var node = await TestNode.StartAsync();
        for (var i = 0; i < 3; i++)
            await AppendAsync(source, i);
        var lines = Lines(source);
        var import = node.App.Services.GetRequiredService<ImportChainedLog>();
        var tampered = lines.Select((line, i) => i == 1 ? line.Replace("\"n\":1", "\"n\":7", StringComparison.Ordinal) : line);
        Assert.False((await import.RunAsync(tampered)).TryGet(out _, out var fault));
        Assert.StartsWith("line 2 ", fault.Message, StringComparison.Ordinal);
        Assert.True((await import.RunAsync(lines)).TryGet(out var count, out _));
        Assert.Equal(3, count);
        Assert.Equal(lines, Lines(node));
        Assert.Null(FirstBroken(node));
        Assert.False((await import.RunAsync(lines)).TryGet(out _, out _));
    }

    private static async Task<MerkleHash> RootAsync(TestNode node, HttpClient anybody, long size)
    {
        var answer = await anybody.Send("GET", "/v1/federation/log/head");
        var key = node.App.Services.GetRequiredService<ISigner>();
        Assert.True(MerkleHash.TryParse(answer["root_hash"], out var root), answer.Text);
        var head = new TreeHead(answer["log_id"]!, answer.Json.GetProperty("tree_size").GetInt64(), root, answer["timestamp"]!, answer["key_id"]!);
        Assert.Equal((size, ManifestKeys.IdOf(key)), (head.Size, head.KeyId));
        Assert.True(head.IsSignedBy(key.PublicKeyText, answer["signature"]!));
        return root;
    }

    private static List<MerkleHash> Hashes(Http.Answer proof) => [.. proof.Json.GetProperty("hashes").EnumerateArray().Select(text =>
    {
        Assert.True(MerkleHash.TryParse(text.GetString(), out var hash));
        return hash;
    })];

    private static byte[] Payload(int number) => Encoding.UTF8.GetBytes($$"""{"n":{{number}}}""");

    private static Task<bool> AppendAsync(TestNode node, int number)
    {
        var log = node.App.Services.GetRequiredService<TransparencyLog>();
        return WriteAsync(node, session => log.Append(session, Payload(number)) is not null);
    }

    private static Task<bool> WriteAsync(TestNode node, Func<SqlSession, bool> work) => node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(work);

    private static long? FirstBroken(TestNode node)
    {
        using var lease = node.App.Services.GetRequiredService<SqlEngine>().Read();
        return LogCheck.FirstBroken(lease.Session);
    }

    private static List<string> Lines(TestNode node)
    {
        using var lease = node.App.Services.GetRequiredService<SqlEngine>().Read();
        return [.. ExportChainedLog.Lines(lease.Session)];
    }
}
