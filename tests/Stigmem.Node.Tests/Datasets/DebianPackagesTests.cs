using System.Buffers;
using System.Text;
using System.Text.Json;
using Stigmem.Benchmarks;
using Stigmem.Benchmarks.Datasets;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Datasets;

/// <summary>Real text, real edges and real disagreement, from the machine's own package database.</summary>
public sealed class DebianPackagesTests
{
    private const string StatusFile = "/var/lib/dpkg/status";
    private const int ItemsOfABatch = 500;
    private static readonly string[] Suffixes = [".gz", ".xz"];

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

    [Theory]
    [InlineData("gzip", ".gz")]
    [InlineData("xz", ".xz")]
    [InlineData("lz4", ".lz4")]
    public void A_compressed_index_is_read_like_a_plain_one(string program, string suffix)
    {
        using var folder = new TempFolder();
        var plain = folder.File("acme_Packages");
        File.WriteAllText(plain, "Package: curl\nVersion: 7.88.1\nDescription: a tool\n to fetch\n");
        if (!PackageIndex.CanRead(plain + suffix) || !Compressed(program, plain, plain + suffix))
            return; // Not on this machine.
        Assert.Equal(DebianPackages.ReadFile(plain, "acme"), DebianPackages.ReadFile(plain + suffix, "acme"));
    }

    [Fact]
    public void A_broken_index_is_told_and_not_read_as_an_empty_one()
    {
        using var folder = new TempFolder();
        foreach (var suffix in Suffixes.Where(PackageIndex.CanRead))
        {
            File.WriteAllText(folder.File("acme_Packages" + suffix), "this is no archive");
            Assert.Throws<UsageException>(() => { PackageIndex.Open(folder.File("acme_Packages" + suffix)); });
        }
    }

    private static bool Compressed(string program, string source, string target)
    {
        try
        {
            using var process = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo(program, ["-c", source]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using (var file = File.Create(target))
                process.StandardOutput.BaseStream.CopyTo(file);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
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
