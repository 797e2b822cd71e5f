using System.Net;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Ops;

/// <summary>Who may read the metrics, and what they tell of callers (access contract, section 3).</summary>
public sealed class MetricsAccessTests
{
    [Fact]
    public async Task A_token_closes_the_metrics_to_everybody_else()
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["METRICS_TOKEN"] = "scrape-me" });
        using var scraper = node.ClientWith("scrape-me");
        using var stranger = node.ClientWith("scrape-you");
        using var admin = await node.ClientFor("user:root", "admin", "read");
        using var nobody = node.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await scraper.Send("GET", "/metrics")).Status);
        foreach (var other in new[] { stranger, admin, nobody })
        {
            var refused = await other.Send("GET", "/metrics");
            Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (refused.Status, refused.Headers["WWW-Authenticate"]));
        }
    }

    [Theory]
    [InlineData("false", "stigmem_fact_write_total{tenant=\"default\"} 1")]
    [InlineData("true", "stigmem_fact_write_total{principal=\"agent:ada\",tenant=\"default\"} 1")]
    public async Task Callers_are_labels_only_when_the_operator_says_so(string label, string line)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["METRICS_PRINCIPAL_LABEL"] = label });
        using var ada = await node.ClientFor("agent:ada", "read", "write");
        using var nobody = node.Anonymous();
        await ada.Say("x");
        var metrics = await nobody.Send("GET", "/metrics");
        Assert.Contains(line, metrics.Text, StringComparison.Ordinal);
        Assert.Equal(label == "true", metrics.Text.Contains("agent:ada", StringComparison.Ordinal));
    }
}
