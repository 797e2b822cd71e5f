using Stigmem.Cli.Tests.Running;

namespace Stigmem.Cli.Tests.Gardens;

public sealed class GardenCommandTests(NodeSandbox node) : IClassFixture<NodeSandbox>
{
    private readonly Sandbox _sandbox = node.Sandbox;

    [Fact]
    public async Task A_garden_lives_with_its_members()
    {
        var garden = await _sandbox.JsonAsync("garden", "create", "lab", "--name", "Laboratory", "--scope", "team");
        Assert.Equal("team", garden.GetProperty("scope").GetString());
        (await _sandbox.RunAsync("garden", "create", "lab")).ShouldFail(1, "conflict");
        Assert.Contains("lab\tLaboratory", (await _sandbox.RunAsync("garden", "list")).ShouldSucceed().Output, StringComparison.Ordinal);
        await _sandbox.JsonAsync("garden", "add-member", "lab", "user:bob", "--role", "writer");
        var role = await _sandbox.JsonAsync("garden", "set-role", "lab", "user:bob", "--role", "reader");
        Assert.Equal("reader", role.GetProperty("role").GetString());
        Assert.Equal(2, (await _sandbox.JsonAsync("garden", "members", "lab")).GetArrayLength());
        await _sandbox.JsonAsync("garden", "remove-member", "lab", "user:bob");
        (await _sandbox.RunAsync("garden", "remove-member", "lab", "user:bob")).ShouldFail(1, "not_found");
        Assert.Equal("Laboratory", (await _sandbox.JsonAsync("garden", "show", "lab")).GetProperty("name").GetString());
        await _sandbox.JsonAsync("garden", "delete", "lab");
        (await _sandbox.RunAsync("garden", "show", "lab")).ShouldFail(1, "not_found");
    }

    [Fact]
    public async Task Quarantine_is_listed_and_moderated()
    {
        Assert.Equal(0, (await _sandbox.JsonAsync("quarantine", "list", "--status", "all")).GetProperty("total").GetInt32());
        var nothing = Guid.CreateVersion7().ToString();
        (await _sandbox.RunAsync("quarantine", "admit", nothing, "--reason", "checked")).ShouldFail(1, "not_found");
        (await _sandbox.RunAsync("quarantine", "reject", nothing)).ShouldFail(1, "not_found");
    }

    [Fact]
    public async Task An_alias_is_added_listed_and_removed()
    {
        await _sandbox.JsonAsync("alias", "add", "user:bobby", "user:robert");
        Assert.Contains("user:bobby\tuser:robert", (await _sandbox.RunAsync("alias", "list", "--canonical", "user:robert")).Output, StringComparison.Ordinal);
        await _sandbox.JsonAsync("alias", "remove", "user:bobby");
        (await _sandbox.RunAsync("alias", "remove", "user:bobby")).ShouldFail(1, "not_found");
        (await _sandbox.RunAsync("alias", "add", "user:x", "user:x")).ShouldFail(1, "bad_request");
    }

    [Fact]
    public async Task The_audit_log_is_listed_and_exported()
    {
        var fact = await _sandbox.JsonAsync("fact", "assert", "user:audit", "memory:v", "--value", "x");
        var id = fact.GetProperty("id").GetString()!;
        var page = await _sandbox.JsonAsync("audit", "list", "--fact", id);
        Assert.Equal("fact_write", page.GetProperty("entries")[0].GetProperty("event_type").GetString());
        var csv = (await _sandbox.RunAsync("audit", "export", "--fact", id)).ShouldSucceed().Output;
        Assert.StartsWith("id,fact_id,event_type", csv, StringComparison.Ordinal);
        (await _sandbox.RunAsync("audit", "export", "--json", "--out", "audit.jsonl")).ShouldSucceed();
        Assert.Contains(id, File.ReadAllText(_sandbox.File("audit.jsonl")), StringComparison.Ordinal);
        Assert.False(File.Exists(_sandbox.File("audit.jsonl.partial")));
    }
}
