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
    public async Task Who_lacks_a_role_is_told_which_command_gives_it()
    {
        await _sandbox.JsonAsync("garden", "create", "ops");
        var key = (await _sandbox.JsonAsync("keys", "create", "agent:scout")).GetProperty("key").GetString()!;
        var fact = (await _sandbox.JsonAsync("fact", "assert", "host:db1", "ops:disk", "--value", "81 %", "--scope", "company", "--garden", "ops")).GetProperty("id").GetString()!;
        (await _sandbox.RunAsync("fact", "get", fact, "--api-key", key)).ShouldFail(1, "garden_access_denied", "garden add-member");
        await _sandbox.JsonAsync("garden", "add-member", "ops", "agent:scout");
        (await _sandbox.RunAsync("fact", "get", fact, "--api-key", key)).ShouldSucceed();
        (await _sandbox.RunAsync("fact", "assert", "host:db1", "ops:disk", "--value", "82 %", "--scope", "company", "--garden", "ops", "--api-key", key))
            .ShouldFail(1, "garden_access_denied", "garden set-role .* --role writer");
        (await _sandbox.RunAsync("garden", "add-member", "ops", "agent:other", "--api-key", key)).ShouldFail(1, "garden_access_denied", "garden members");
        var again = await _sandbox.RunAsync("garden", "add-member", "ops", "agent:scout", "--role", "writer");
        again.ShouldFail(1, "conflict", "garden set-role ops agent:scout --role writer");
        Assert.DoesNotContain("PATCH", again.Errors, StringComparison.Ordinal);
        Assert.Contains("already a member with role 'reader' (conflict)", again.Errors, StringComparison.Ordinal);
        (await _sandbox.RunAsync("fact", "query", "--garden", "nowhere")).ShouldFail(1, "not_found", "garden list");
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
        var listed = (await _sandbox.RunAsync("audit", "list", "--fact", id)).ShouldSucceed().Output.Split('\n');
        Assert.Equal(["time", "event", "outcome", "caller"], listed[0].Split('\t')[..4]);
        Assert.Equal(["fact_write", "success", "agent:admin"], listed[1].Split('\t')[1..4]);
        var csv = (await _sandbox.RunAsync("audit", "export", "--fact", id)).ShouldSucceed().Output;
        Assert.StartsWith("id,fact_id,event_type", csv, StringComparison.Ordinal);
        (await _sandbox.RunAsync("audit", "export", "--json", "--out", "audit.jsonl")).ShouldSucceed();
        Assert.Contains(id, File.ReadAllText(_sandbox.File("audit.jsonl")), StringComparison.Ordinal);
        Assert.False(File.Exists(_sandbox.File("audit.jsonl.partial")));
    }

    [Fact]
    public async Task An_auditor_reads_the_whole_log_by_sequence()
    {
        await _sandbox.JsonAsync("garden", "create", "watched", "--scope", "team");
        var page = await _sandbox.JsonAsync("audit", "all", "--event", "garden_create", "--limit", "1", "--since", "2020-01-01");
        var entry = page.GetProperty("entries")[0];
        Assert.Equal("garden_create", entry.GetProperty("event_type").GetString());
        var lines = (await _sandbox.RunAsync("audit", "all", "--principal", "agent:admin")).ShouldSucceed().Output.Split('\n');
        Assert.Equal("seq\ttime\tevent\toutcome\tcaller\tsource\tfact\tdetail", lines[0]);
        Assert.Contains(lines, line => line.Contains("garden_create\tsuccess\tagent:admin", StringComparison.Ordinal) && line.Contains("watched", StringComparison.Ordinal));
        var more = await _sandbox.RunAsync("audit", "all", "--limit", "1");
        Assert.Matches(@"--cursor \d+", more.Errors);
        var key = (await _sandbox.JsonAsync("keys", "create", "agent:curious")).GetProperty("key").GetString()!;
        (await _sandbox.RunAsync("audit", "all", "--api-key", key)).ShouldFail(1, "permission_required");
    }
}
