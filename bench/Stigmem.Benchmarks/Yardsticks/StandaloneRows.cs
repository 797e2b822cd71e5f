using System.Security.Cryptography;
using System.Text;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Sqlite;

namespace Stigmem.Benchmarks.Yardsticks;

/// <summary>Rows for <see cref="FactSchema.Standalone"/> that are as large and as random as a node's rows.</summary>
internal sealed class StandaloneRows(ulong seed)
{
    private const long FirstMicrosecond = 1_772_600_767_000_000;
    private readonly SyntheticFacts _facts = new(seed);

    public RowBlock Build(long first, int count)
    {
        var rows = new RowBlock(FactSchema.Standalone.Columns.Count);
        for (var i = first; i < first + count; i++)
        {
            Add(rows, i);
        }

        return rows;
    }

    private void Add(RowBlock rows, long index)
    {
        var fact = _facts[index];
        var microsecond = FirstMicrosecond + (index * 30);
        var cid = SHA256.HashData(Encoding.UTF8.GetBytes(fact.Entity + fact.Relation + fact.Value));
        rows.Add(index + 1);
        rows.AddBlob(Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(microsecond / 1000)).ToByteArray(bigEndian: true));
        rows.AddText("default"u8);
        rows.Add(HashOf(fact.Entity));
        rows.Add(HashOf(fact.Entity + "\n" + fact.Relation));
        rows.Add(BitConverter.ToInt64(cid));
        rows.Add(microsecond);
        rows.Add(microsecond / 1000 << 16);
        AddText(rows, fact.Entity);
        AddText(rows, fact.Relation);
        AddText(rows, fact.ValueType);
        AddText(rows, fact.Value);
        AddText(rows, fact.Source);
        rows.AddText("agent:admin"u8);
        rows.Add(fact.Confidence);
        AddText(rows, fact.Scope);
        rows.AddBlob(cid);
        rows.AddBlob(SHA256.HashData(cid));
        for (var i = 18; i < FactSchema.Standalone.Columns.Count; i++)
        {
            rows.AddNull();
        }
    }

    private static void AddText(RowBlock rows, string text) => rows.AddText(Encoding.UTF8.GetBytes(text));

    /// <summary>Keys are hashes in a node too: what matters to an index is that they arrive in no order.</summary>
    private static long HashOf(string text) => BitConverter.ToInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
