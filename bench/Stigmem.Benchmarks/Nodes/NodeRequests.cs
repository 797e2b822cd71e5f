using System.Text.Json;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Benchmarks.Load;

namespace Stigmem.Benchmarks.Nodes;

/// <summary>Prepares requests to a node out of synthetic facts.</summary>
internal sealed class NodeRequests(NodeSite site, SyntheticFacts facts)
{
    public const int BatchSize = 500;

    public PackedRequests Asserts(long first, int count)
    {
        var requests = Empty();
        for (var i = first; i < first + count; i++)
        {
            requests.AddPost("/v1/facts", facts[i].WriteTo);
        }

        return requests;
    }

    /// <summary>Batches of 500; the last one may be smaller.</summary>
    public PackedRequests Batches(long first, int count)
    {
        var requests = Empty();
        for (var start = first; start < first + count; start += BatchSize)
        {
            var from = start;
            var to = Math.Min(start + BatchSize, first + count);
            requests.AddPost("/v1/facts/batch", writer => WriteBatch(writer, from, to));
        }

        return requests;
    }

    /// <summary>Queries for entities spread evenly over the facts.</summary>
    public PackedRequests QueriesByEntity(long facts, int count)
    {
        var requests = Empty();
        for (var i = 0L; i < count; i++)
        {
            var entity = SyntheticFacts.EntityOf(i * 7_919L * 104_729L % facts);
            requests.AddGet($"/v1/facts?entity={Uri.EscapeDataString(entity)}");
        }

        return requests;
    }

    public PackedRequests GetsById(IReadOnlyList<string> ids)
    {
        var requests = Empty();
        foreach (var id in ids)
        {
            requests.AddGet($"/v1/facts/{id}");
        }

        return requests;
    }

    private PackedRequests Empty() => new(site.Origin, site.ApiKey);

    private void WriteBatch(Utf8JsonWriter writer, long from, long to)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("facts"u8);
        for (var i = from; i < to; i++)
        {
            facts[i].WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteBoolean("atomic"u8, false);
        writer.WriteEndObject();
    }
}
