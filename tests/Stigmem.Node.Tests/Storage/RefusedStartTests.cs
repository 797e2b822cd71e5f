using System.Net;
using Stigmem.Data;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Hosting;
using Stigmem.Node.Tests.Crash;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Storage;

/// <summary>A node that cannot have its store does not start, says why, and starts once the cause is gone.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public async Task Two_nodes_never_share_a_store()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        using (var other = await NodeChild.StartAsync(path))
        {
            await AssertRefused(path, SqlFailure.InUse, "Another node uses this database");
            using var client = new HttpClient { BaseAddress = other.Address };
            Assert.Equal(HttpStatusCode.Created, (await client.Say("by the first")).Status);
            other.Kill();
        }
        await using var node = await TestNode.StartAsync(FactCalls.Open, databasePath: path);
        using var after = node.Anonymous();
        Assert.Equal(["by the first"], await after.Says());
    }

    [Fact]
    public async Task Another_kind_of_file_is_not_touched()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        await File.WriteAllTextAsync(path, new string('x', 10_000));
        await AssertRefused(path, SqlFailure.NotAStore, "not a Stigmem store");
        Assert.Equal(new string('x', 10_000), await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        using var folder = new TempFolder();
        await AssertRefused(folder.File("nowhere/stigmem.db"), SqlFailure.CannotOpen, "Create the folder");
        Directory.CreateDirectory(folder.File("nowhere"));
        await using var node = await TestNode.StartAsync(FactCalls.Open, databasePath: folder.File("nowhere/stigmem.db"));
    }

    [Theory]
    [InlineData("INSERT INTO schema_migrations VALUES (9999, '9999_future', 'x', 'y')", SqlFailure.NewerSchema, "newer one", "DELETE FROM schema_migrations WHERE version = 9999")]
    [InlineData("UPDATE schema_migrations SET checksum = checksum || 'x' WHERE version = 2", SqlFailure.ChangedMigration, "never changes", "UPDATE schema_migrations SET checksum = rtrim(checksum, 'x') WHERE version = 2")]
    internal async Task A_schema_that_it_does_not_know_is_left_alone(string harm, SqlFailure failure, string cure, string undo)
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        await (await TestNode.StartAsync(FactCalls.Open, databasePath: path)).DisposeAsync();
        Run(path, harm);
        await AssertRefused(path, failure, cure);
        Run(path, undo);
        await using var node = await TestNode.StartAsync(FactCalls.Open, databasePath: path);
    }

    /// <summary>Bytes in the middle of the file are overwritten while the node is down; a good copy cures it.</summary>
    [Fact]
    public async Task Damage_is_reported_as_damage_and_a_copy_cures_it()
    {
        using var folder = new TempFolder();
        var path = folder.File("stigmem.db");
        await using (var node = await TestNode.StartAsync(FactCalls.Open, databasePath: path))
        {
            using var client = node.Anonymous();
            for (var i = 0; i < 60; i++)
                await client.Say($"{i} {new string('x', 10_000)}", entity: $"user:{i}");
        }
        File.Copy(path, folder.File("copy.db"));
        using (var file = File.OpenWrite(path))
        {
            var noise = new byte[64];
            Array.Fill(noise, (byte)0xEE);
            for (var page = file.Length / 4_096 / 4; page < file.Length / 4_096; page++)
            {
                file.Position = page * 4_096;
                file.Write(noise);
            }
        }
        var damaged = await ReadAllOrRefused(path);
        Assert.Contains("snapshot restore", damaged, StringComparison.Ordinal);
        File.Copy(folder.File("copy.db"), path, overwrite: true);
        await using var cured = await TestNode.StartAsync(FactCalls.Open, databasePath: path);
        Assert.Equal(60, ChainOf.AssertWhole(cured, "default"));
    }

    [Fact]
    public async Task A_store_of_every_earlier_schema_opens_with_its_rows()
    {
        for (var known = 1; known <= HostingModule.Migrations.Count; known++)
        {
            using var folder = new TempFolder();
            var path = folder.File("stigmem.db");
            await OldStores.MakeAsync(path, known);
            await using var node = await TestNode.StartAsync(FactCalls.Open, databasePath: path);
            using var client = node.Anonymous();
            Assert.Equal(known >= 2 ? ["of old"] : [], await client.Says("entity=user:old"));
            Assert.Equal(HttpStatusCode.Created, (await client.Say("of today", entity: "user:new")).Status);
            Assert.Equal(known >= 2 ? 2 : 1, ChainOf.AssertWhole(node, "default"));
        }
    }

    private static async Task<string> ReadAllOrRefused(string path)
    {
        try
        {
            await using var node = await TestNode.StartAsync(FactCalls.OpenWith(("LOG_LEVEL", "off")), databasePath: path);
            using var client = node.Anonymous();
            var answer = await client.Send("GET", "/v1/facts?limit=500");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), (answer.Status, answer.Detail));
            return answer.Text;
        }
        catch (SqlFailureException e)
        {
            Assert.Equal(SqlFailure.Corrupt, e.Failure);
            return e.Cure;
        }
    }

    private static async Task AssertRefused(string path, SqlFailure failure, string cure)
    {
        var refused = await Assert.ThrowsAsync<SqlFailureException>(() => TestNode.StartAsync(FactCalls.Open, databasePath: path));
        Assert.Equal(failure, refused.Failure);
        Assert.Contains(cure, refused.Cure, StringComparison.Ordinal);
    }

    private static void Run(string path, string sql)
    {
        using var session = SqlSession.Open(path, 2);
        session.Execute(sql);
        Assert.Equal("1", session.Scalar("SELECT changes()"));
    }
}
