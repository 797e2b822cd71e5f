using Stigmem.Testing;

namespace Stigmem.Mcp.Tests;

/// <summary>
/// The published conformance suite, as far as it applies: its other scenarios call tools, resources and prompts that only
/// a server made for the suite has, or need sessions and requests from the server, which we do not offer (docs/operate/mcp.md).
/// </summary>
public sealed class ConformanceTests
{
    [Theory]
    [InlineData("server-initialize")]
    [InlineData("ping")]
    [InlineData("logging-set-level")]
    [InlineData("tools-list")]
    [InlineData("tools-call-error")]
    [InlineData("resources-list")]
    [InlineData("prompts-list")]
    [InlineData("dns-rebinding-protection")]
    public async Task Passes_the_scenario(string scenario)
    {
        await using var node = await TestNode.StartAsync(new Dictionary<string, string> { ["AUTH_REQUIRED"] = "false" });
        var results = new TempFolder();
        try
        {
            var output = await NodeClient.RunAsync(
                new Dictionary<string, string>(), "node_modules/@modelcontextprotocol/conformance/dist/index.js", "server",
                "--url", new Uri(node.BaseAddress, "/mcp").AbsoluteUri, "--scenario", scenario, "--output-dir", results.Path);
            Assert.Contains("0 failed", output, StringComparison.Ordinal);
        }
        finally
        {
            results.Dispose();
        }
    }
}
