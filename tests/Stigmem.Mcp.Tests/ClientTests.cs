using Stigmem.Cli.Tests.Running;

namespace Stigmem.Mcp.Tests;

/// <summary>The published client of the protocol against a real node, over both transports.</summary>
public sealed class ClientTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    [Theory]
    [InlineData("protocol.test.mjs")]
    [InlineData("tools.test.mjs")]
    [InlineData("hostile.test.mjs")]
    [InlineData("boundaries.test.mjs")]
    [InlineData("keys.test.mjs")]
    [InlineData("ending.test.mjs")]
    [InlineData("revisions.test.mjs")]
    public async Task Speaks_with_the_published_client(string script)
    {
        var name = Path.GetFileNameWithoutExtension(script).Split('.')[0];
        await NodeClient.RunAsync(
            new Dictionary<string, string>
            {
                ["STIGMEM_TEST_URL"] = node.Node.Url,
                ["STIGMEM_TEST_ADMIN_KEY"] = node.Node.AdminKey!,
                ["STIGMEM_TEST_KEY"] = await KeyAsync($"agent:{name}"),
                ["STIGMEM_TEST_NARROW_KEY"] = await KeyAsync($"agent:{name}-narrow", "--allowed-scope", "public"),
                ["STIGMEM_TEST_READER_KEY"] = await KeyAsync($"agent:{name}-reader", "--permission", "read"),
            },
            "--test", script);
    }

    private async Task<string> KeyAsync(string entity, params string[] more) =>
        (await node.Sandbox.JsonAsync(["keys", "create", entity, .. more])).GetProperty("key").GetString()!;
}
