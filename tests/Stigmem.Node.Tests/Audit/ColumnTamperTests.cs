using System.Text.Json;
using Stigmem.Data.Sqlite;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Audit;

/// <summary>
/// Each column of the chained tables, as the schema names them, is changed in the file of a running node: a column that
/// is added and not covered fails here.
/// </summary>
public sealed class ColumnTamperTests
{
    private const int ReadOnly = 1;
    private const int Place = 2;
    private const int LastPlace = 3;

    /// <summary>
    /// Columns in no hash, because they are computed from columns that are in one: verification computes them anew. Any
    /// other column is part of the event hash, of the link, or is the link.
    /// </summary>
    private static readonly Dictionary<string, string> Computed = new()
    {
        ["entity_key"] = "hash of tenant and entity, for the index",
        ["tuple_key"] = "hash of tenant, entity, relation and scope, for the index",
        ["valid_until_us"] = "valid_until as a number, for comparisons",
        ["cid"] = "hash of the body; it is in the event hash, too",
    };

    [Fact]
    public async Task No_column_of_a_fact_can_be_changed_unseen()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await Fill(node);
        await ChangeEach(node, admin, "facts");
    }

    [Fact]
    public async Task No_column_of_an_audit_row_can_be_changed_unseen()
    {
        await using var node = await TestNode.StartAsync();
        using var admin = await Fill(node);
        await ChangeEach(node, admin, "audit_events");
    }

    private static async Task ChangeEach(TestNode node, HttpClient admin, string table)
    {
        RawStore.Tamper(node.DatabasePath, $"CREATE TABLE kept AS SELECT * FROM {table} WHERE false; INSERT INTO kept SELECT * FROM {table}");
        var unseen = new List<string>();
        foreach (var (name, type, isNullable) in Columns(node.DatabasePath, table))
        {
            foreach (var change in isNullable ? [Other(name, type), "NULL"] : (string[])[Other(name, type)])
            {
                foreach (var place in (int[])[Place, LastPlace])
                    unseen.AddRange(await Change(node, admin, table, name, change, place) ? [] : [$"{name} = {change} at {place}"]);
            }
        }
        Assert.Empty(unseen);
        Assert.True((await Verify(admin)).GetProperty("verified").GetBoolean());
    }

    /// <summary>Changes a value, looks whether verification names its row, and puts it back.</summary>
    private static async Task<bool> Change(TestNode node, HttpClient admin, string table, string column, string value, int place)
    {
        var key = column == "chain_seq" ? "id" : "chain_seq";
        var row = $"{key} = (SELECT {key} FROM kept WHERE chain_seq = {place})";
        using (var session = SqlSession.Open(node.DatabasePath, 2))
        {
            session.Execute($"UPDATE {table} SET {column} = {value} WHERE {row} AND {column} IS NOT {value}");
            if (session.Scalar("SELECT changes()") == "0")
                return true;
        }
        var failure = (await Verify(admin)).GetProperty("failure");
        RawStore.Tamper(node.DatabasePath, $"UPDATE {table} SET {column} = (SELECT {column} FROM kept WHERE chain_seq = {place}) WHERE {row}");
        return failure.ValueKind == JsonValueKind.Object
            && failure.GetProperty("chain_seq").GetInt64() == place
            && (!Computed.ContainsKey(column) || failure.GetProperty("mismatch_reason").GetString() == "event_hash_mismatch");
    }

    /// <summary>Something else of the same type that a row could have.</summary>
    private static string Other(string column, string type) => (column, type) switch
    {
        ("seq", _) => "seq + 1000",
        (_, "INTEGER") => $"coalesce({column} + 1, 1)",
        (_, "REAL") => $"{column} / 2",
        (_, "BLOB") => $"coalesce(substr({column}, 2) || x'00', zeroblob(16))",
        (_, _) => $"coalesce({column} || 'x', '')",
    };

    private static IReadOnlyList<(string Name, string Type, bool IsNullable)> Columns(string path, string table)
    {
        using var session = SqlSession.Open(path, ReadOnly);
        return [.. session.Column($"SELECT name || ',' || type || ',' || (\"notnull\" OR pk) FROM pragma_table_info('{table}')")
            .Select(line => line.Split(',')).Select(parts => (parts[0], parts[1], parts[2] == "0"))];
    }

    private static async Task<JsonElement> Verify(HttpClient admin) => (await admin.Send("GET", "/v1/admin/verify-chain")).Json;

    /// <summary>Three facts and three audit rows; those in the middle have a value in as many columns as a caller can fill.</summary>
    private static async Task<HttpClient> Fill(TestNode node)
    {
        var admin = await node.ClientFor("user:root", "admin", "read", "write");
        await admin.AssertFact("user:x", "memory:first", "1", "user:root");
        await admin.AssertFact("user:x", "memory:second", "1", "user:root", more: ""","valid_until":"2099-01-01","derived_from":[{"hash":"sha256:00"}]""");
        await admin.AssertFact("user:x", "memory:third", "1", "user:root");
        for (var i = 0; i < 3; i++)
            await admin.Send("POST", "/v1/auth/keys", $$"""{"raw_key":"a-key-of-at-least-thirty-two-characters-{{i}}","entity_uri":"user:x"}""");
        return admin;
    }
}
