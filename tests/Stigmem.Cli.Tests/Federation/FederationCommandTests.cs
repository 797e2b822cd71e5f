using System.Text.Json;

namespace Stigmem.Cli.Tests.Federation;

public sealed class FederationCommandTests : IAsyncLifetime
{
    private readonly TwoNodes _nodes = new();

    public Task InitializeAsync() => _nodes.InitializeAsync();

    public Task DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task A_node_introduces_itself_and_the_printed_command_lets_it_in()
    {
        var made = (await _nodes.RegisterAsync()).ShouldSucceed();
        Assert.Matches("(?m)^fingerprint +sha256:[0-9a-f]{64}$", made.Output);
        var command = made.Output.Trim().Split('\n')[^1].Split(' ');
        Assert.Equal(["stigmem", "federation", "approve"], command[..3]);
        (await _nodes.B.RunAsync([.. command[1..4], "--fingerprint", "sha256:00", "--declaration", "sha256:00"])).ShouldFail(1, "bad_request", "federation reject");
        (await _nodes.B.RunAsync(command[1..6])).ShouldFail(2, "usage");
        (await _nodes.B.RunAsync([.. command[1..6], "--declaration", "sha256:00"])).ShouldFail(1, "declaration_changed", "federation peers");
        Assert.Contains(command[7], (await _nodes.B.RunAsync("federation", "peers")).ShouldSucceed().Errors, StringComparison.Ordinal);
        (await _nodes.B.RunAsync([.. command[1..], "--until", "2001-01-01"])).ShouldFail(1, "validation_failed");
        (await _nodes.B.RunAsync([.. command[1..], "--until", "2100-01-01"])).ShouldSucceed();
        Assert.Contains("2100-01-01T00:00:00+00:00", (await _nodes.B.RunAsync("federation", "peers")).ShouldSucceed().Output, StringComparison.Ordinal);
        var peer = Assert.Single(await TwoNodes.PeersAsync(_nodes.B));
        Assert.Equal("active", peer.GetProperty("status_detail").GetString());
        var again = (await _nodes.RegisterAsync()).ShouldSucceed();
        Assert.Contains("peer already registered", again.Output, StringComparison.Ordinal);
        Assert.Contains("status=active", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Facts_of_a_peer_arrive_until_it_is_revoked_and_the_cursor_survives()
    {
        await TwoNodes.JoinAsync(_nodes.A, _nodes.B, _nodes.NodeB);
        await TwoNodes.JoinAsync(_nodes.B, _nodes.A, _nodes.NodeA);
        (await _nodes.A.RunAsync("fact", "assert", "user:alice", "memory:city", "--value", "Oslo", "--scope", "company")).ShouldSucceed();
        await UntilAsync(async () => (await _nodes.B.JsonAsync("fact", "query", "--entity", "user:alice")).GetProperty("facts").GetArrayLength() == 1);
        var status = await _nodes.B.JsonAsync("federation", "status");
        Assert.Equal("enabled", status.GetProperty("federation").GetString());
        Assert.StartsWith("sha256:", status.GetProperty("fingerprint").GetString(), StringComparison.Ordinal);
        var peer = Assert.Single(status.GetProperty("peers").EnumerateArray());

        (await _nodes.B.RunAsync("federation", "cursor-export", "--out", "cursors.json")).ShouldSucceed();
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_nodes.B.File("cursors.json")));
        using var checkpoint = JsonDocument.Parse(await File.ReadAllTextAsync(_nodes.B.File("cursors.json")));
        var cursor = Assert.Single(checkpoint.RootElement.GetProperty("cursors").EnumerateArray());
        Assert.Equal(("inbound", "active"), (cursor.GetProperty("direction").GetString(), cursor.GetProperty("peer_status").GetString()));
        (await _nodes.B.RunAsync("federation", "cursor-import", "cursors.json")).ShouldFail(1, "store_in_use");

        (await _nodes.B.RunAsync("federation", "revoke", peer.GetProperty("node_id").GetString()!)).ShouldSucceed();
        await _nodes.NodeB.StopAsync();
        await PutBackAsync();
    }

    [Fact]
    public async Task Peers_are_pulled_from_at_once()
    {
        Assert.Equal("No peer is active.\n", (await _nodes.B.RunAsync("federation", "pull-now")).ShouldSucceed().Output);
        await TwoNodes.JoinAsync(_nodes.A, _nodes.B, _nodes.NodeB);
        var peer = Assert.Single(await TwoNodes.PeersAsync(_nodes.B)).GetProperty("node_id").GetString()!;
        Assert.Equal($"{peer} is asked now\n", (await _nodes.B.RunAsync("federation", "pull-now")).ShouldSucceed().Output);
        Assert.Equal(peer, Assert.Single((await _nodes.B.JsonAsync("federation", "pull-now", peer)).GetProperty("peers").EnumerateArray()).GetString());
        (await _nodes.B.RunAsync("federation", "revoke", peer)).ShouldSucceed();
        (await _nodes.B.RunAsync("federation", "pull-now", peer)).ShouldFail(1, "conflict");
        (await _nodes.B.RunAsync("federation", "pull-now", "stigmem:node:nobody")).ShouldFail(1, "not_found", "federation peers");
    }

    [Fact]
    public async Task Facts_can_be_shared_with_one_peer_only()
    {
        (await _nodes.A.RunAsync("federation", "letters")).ShouldSucceed();
        (await _nodes.A.RunAsync("federation", "share", "plans", "--entity-prefix", "project:", "--with", "stigmem://b.example/node", "--with", "stigmem://c.example/node")).ShouldSucceed();
        var rule = Assert.Single((await _nodes.A.JsonAsync("federation", "sharing")).GetProperty("rules").EnumerateArray());
        Assert.Equal(
            """{"name":"plans","entity_prefix":"project:","relation":null,"source":null,"scope":null,"peers":["stigmem://b.example/node","stigmem://c.example/node"]}""",
            JsonSerializer.Serialize(rule));
        (await _nodes.A.RunAsync("federation", "unshare", "plans")).ShouldSucceed();
        (await _nodes.A.RunAsync("federation", "unshare", "plans")).ShouldFail(1, "not_found");
        Assert.Equal(0, (await _nodes.A.JsonAsync("federation", "sharing")).GetProperty("rules").GetArrayLength());
    }

    [Fact]
    public async Task Peers_can_be_rejected_and_forgotten()
    {
        var id = JsonDocument.Parse((await _nodes.RegisterAsync("--json")).ShouldSucceed().Output).RootElement.GetProperty("peer_id").GetString()!;
        (await _nodes.B.RunAsync("federation", "reject", id)).ShouldSucceed();
        var second = JsonDocument.Parse((await _nodes.RegisterAsync("--json")).ShouldSucceed().Output).RootElement.GetProperty("peer_id").GetString()!;
        Assert.NotEqual(id, second);
        (await _nodes.B.RunAsync("federation", "delete", second)).ShouldSucceed();
        Assert.Empty(await TwoNodes.PeersAsync(_nodes.B));
        (await _nodes.B.RunAsync("federation", "delete", second)).ShouldFail(1, "not_found", "federation peers");
        (await _nodes.B.RunAsync("federation", "approve", "stigmem:node:nobody", "--fingerprint", "x", "--declaration", "x")).ShouldFail(1, "not_found", "federation peers");
    }

    [Fact]
    public async Task What_keeps_a_node_from_introducing_itself_is_told()
    {
        (await _nodes.RegisterAsync("--db", "nowhere.db")).ShouldFail(1, "no_federation_key", "--db");
        (await _nodes.RegisterAsync("--scopes", "everything")).ShouldFail(2, "usage", "--scopes");
        (await _nodes.RegisterAsync("--local-url", _nodes.NodeB.Url)).ShouldFail(1, "key_mismatch", "--db");
        (await _nodes.A.RunAsync("federation", "register-peer", "--remote-url", _nodes.NodeB.Url)).ShouldFail(1, "invalid_credentials");
        Assert.Empty(await TwoNodes.PeersAsync(_nodes.B));
    }

    /// <summary>With the node stopped: a cursor that is there stays, unless it is forced; strangers and rubbish are told.</summary>
    private async Task PutBackAsync()
    {
        var kept = await _nodes.B.RunAsync("federation", "cursor-import", "cursors.json");
        Assert.Contains("0 restored, 0 skipped (peer not found), 1 skipped (already set)", kept.ShouldSucceed().Errors, StringComparison.Ordinal);
        var forced = await _nodes.B.JsonAsync("federation", "cursor-import", "cursors.json", "--force");
        Assert.Equal(1, forced.GetProperty("restored").GetInt32());
        _nodes.B.Write("strange.json", """{"cursors":[7,{"peer_id":"00000000-0000-7000-8000-000000000000","direction":"inbound","cursor":"1"}]}""");
        var strange = (await _nodes.B.RunAsync("federation", "cursor-import", "strange.json")).ShouldSucceed();
        Assert.Contains("0 restored, 1 skipped (peer not found)", strange.Errors, StringComparison.Ordinal);
        Assert.Contains("1 entries are malformed", strange.Errors, StringComparison.Ordinal);
        (await _nodes.B.RunAsync("federation", "cursor-import", _nodes.B.Write("empty.json", "{}"))).ShouldFail(1, "checkpoint_unreadable");
        var status = await _nodes.B.JsonAsync("federation", "status", "--db", "stigmem.db");
        var peer = Assert.Single(status.GetProperty("peers").EnumerateArray());
        Assert.Equal("revoked", peer.GetProperty("status").GetString());
        Assert.NotNull(peer.GetProperty("cursor_updated_at").GetString());
    }

    /// <summary>Waits for what the nodes do by themselves.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await condition())
            limit.Token.ThrowIfCancellationRequested();
    }
}
