using System.Buffers;
using System.Text;
using System.Text.Json;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Datasets;

/// <summary>Real text, real edges and real disagreement, from the machine's own package database.</summary>
public sealed class DebianPackagesTests
{
    private const string StatusFile = "/var/lib/dpkg/status";
    private const int ItemsOfABatch = 500;

    [Fact]
    public async Task The_package_database_goes_in_whole_and_its_edges_lead_to_packages()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        var facts = DebianPackages.ReadFile(StatusFile, "dpkg-status").ToList();
        Assert.True(facts.Count > 1_000, $"{facts.Count} facts are too few for a Debian machine");
        await Load(ada, facts);
        Assert.Empty((await ada.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").EnumerateArray());
        var edge = facts.First(fact => fact.ValueType == "ref" && facts.Any(other => other.Entity == fact.Value));
        var target = await ada.Send("GET", $"/v1/facts?entity={Uri.EscapeDataString(edge.Value)}&relation=deb:version");
        Assert.Equal("1", target["total"]);
    }

    [Fact]
    public async Task Two_lists_that_disagree_about_a_version_make_a_conflict()
    {
        await using var node = await TestNode.StartAsync();
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        await Load(ada, [.. DebianPackages.Read(new StringReader("Package: curl\nVersion: 7.88.1\nDescription: a tool\n to fetch\n"), "one")]);
        await Load(ada, [.. DebianPackages.Read(new StringReader("Package: curl\nVersion: 8.0.0\nDescription: a tool\n to fetch\n"), "two")]);
        var conflict = Assert.Single((await ada.Send("GET", "/v1/conflicts")).Json.GetProperty("conflicts").EnumerateArray().ToList());
        Assert.Equal("deb:version", conflict.GetProperty("fact_a").GetProperty("relation").GetString());
    }

    private static async Task Load(HttpClient client, List<BenchFact> facts)
    {
        foreach (var some in facts.Chunk(ItemsOfABatch))
        {
            var answer = await client.Send("POST", "/v1/facts/batch", Body(some));
            Assert.Equal((some.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), "0"), (answer["accepted"], answer["rejected"]));
        }
    }

    private static string Body(BenchFact[] facts)
    {
        ArrayBufferWriter<byte> body = new();
        using (Utf8JsonWriter writer = new(body))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("facts");
            foreach (var fact in facts)
                fact.WriteTo(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(body.WrittenSpan);
    }
}
