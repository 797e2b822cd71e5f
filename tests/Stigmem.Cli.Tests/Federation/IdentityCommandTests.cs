using System.Text.Json;

namespace Stigmem.Cli.Tests.Federation;

/// <summary>Keys, manifests, capability tokens and the federation audit, as operators use them.</summary>
public sealed class IdentityCommandTests : IAsyncLifetime
{
    private readonly TwoNodes _nodes = new();

    public async Task InitializeAsync()
    {
        (await _nodes.A.RunAsync("keygen", "--out", "organisation.key")).ShouldSucceed();
        _nodes.A.Variables["STIGMEM_NODE_PRIVATE_KEY_FILE"] = "organisation.key";
        await _nodes.InitializeAsync();
    }

    public Task DisposeAsync() => _nodes.DisposeAsync();

    [Fact]
    public async Task A_changed_key_is_told_to_peers_without_comparing_fingerprints()
    {
        await TwoNodes.JoinAsync(_nodes.A, _nodes.B, _nodes.NodeB);
        var before = Assert.Single(await TwoNodes.PeersAsync(_nodes.B)).GetProperty("pubkey_fingerprint").GetString();
        var key = await File.ReadAllTextAsync(_nodes.A.File("stigmem.db.federation-key"));
        Assert.Equal(before, (await _nodes.A.JsonAsync("key", "rotate", "--dry-run")).GetProperty("previous_fingerprint").GetString());
        Assert.Equal(key, await File.ReadAllTextAsync(_nodes.A.File("stigmem.db.federation-key")));
        Assert.False(File.Exists(_nodes.A.File("stigmem.db.federation-key.retired")));
        (await _nodes.A.RunAsync("key", "rotate", "--dual-trust-days", "0")).ShouldFail(2, "usage", "365");
        var made = await _nodes.A.JsonAsync("key", "rotate", "--dual-trust-days", "30");
        Assert.InRange(made.GetProperty("previous_key_until").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddDays(29.9), DateTimeOffset.UtcNow.AddDays(30));
        Assert.Equal(before, made.GetProperty("previous_fingerprint").GetString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_nodes.A.File("stigmem.db.federation-key")));
        (await _nodes.A.RunAsync("key", "rotate", "--dry-run")).ShouldFail(1, "rotation_running", "delete");
        (await _nodes.RegisterAsync()).ShouldFail(1, "key_mismatch");

        await _nodes.RestartAAsync();
        var told = (await _nodes.RegisterAsync()).ShouldSucceed();
        Assert.Matches("(?m)^status +active$", told.Output);
        var peer = Assert.Single(await TwoNodes.PeersAsync(_nodes.B));
        Assert.Equal(made.GetProperty("fingerprint").GetString(), peer.GetProperty("pubkey_fingerprint").GetString());
        Assert.NotNull(peer.GetProperty("previous_key_until").GetString());
        Assert.Contains(made.GetProperty("fingerprint").GetString()!, (await _nodes.B.RunAsync("federation", "peers")).ShouldSucceed().Output, StringComparison.Ordinal);
        Assert.Equal("peer_key_changed", Assert.Single((await AuditAsync("--event", "peer_key_changed")).GetProperty("entries").EnumerateArray()).GetProperty("event_type").GetString());
    }

    [Fact]
    public async Task A_key_that_is_not_beside_the_database_is_not_changed()
    {
        (await _nodes.A.RunAsync("key", "rotate", "--db", "nowhere.db")).ShouldFail(1, "no_federation_key", "--db");
        _nodes.A.Variables["STIGMEM_FEDERATION_PRIVKEY"] = new string('A', 43);
        (await _nodes.A.RunAsync("key", "rotate")).ShouldFail(1, "key_in_settings", "rotate then");
    }

    [Fact]
    public async Task The_key_of_the_organisation_hands_over_to_the_next()
    {
        var before = await _nodes.A.JsonAsync("manifest", "show");
        string[] rotate = ["key", "rotate", "--kind", "organisation", "--out", "next.key"];
        (await _nodes.A.RunAsync([.. rotate, "--dual-trust-days", "90"])).ShouldFail(2, "usage", "90 days");
        var trial = await _nodes.A.JsonAsync([.. rotate, "--dry-run"]);
        Assert.Equal((before.GetProperty("key_id").GetString(), -1), (trial.GetProperty("previous_key_id").GetString(), trial.GetProperty("log_index").GetInt64()));
        Assert.False(File.Exists(_nodes.A.File("next.key")));
        Assert.Equal(before.GetRawText(), (await _nodes.A.JsonAsync("manifest", "show")).GetRawText());
        var made = await _nodes.A.JsonAsync(rotate);
        Assert.Equal(before.GetProperty("key_id").GetString(), made.GetProperty("previous_key_id").GetString());
        var after = await _nodes.A.JsonAsync("manifest", "show", before.GetProperty("entity_uri").GetString()!);
        Assert.Equal(made.GetProperty("key_id").GetString(), after.GetProperty("key_id").GetString());
        var change = Assert.Single(after.GetProperty("rotation_events").EnumerateArray());
        Assert.Equal(before.GetProperty("public_key").GetString(), change.GetProperty("previous_public_key").GetString());
        Assert.Contains("key_change", (await _nodes.A.RunAsync("manifest", "show")).ShouldSucceed().Output, StringComparison.Ordinal);
        (await _nodes.A.RunAsync("key", "rotate", "--kind", "organisation", "--out", "third.key")).ShouldFail(1, "key_mismatch", "manifest show");
        (await _nodes.A.RunAsync("key", "rotate", "--kind", "organisation")).ShouldFail(2, "usage", "new private half");
        (await _nodes.B.RunAsync("key", "rotate", "--kind", "organisation", "--out", "x.key")).ShouldFail(1, "no_organisation_key", "STIGMEM_NODE_PRIVATE_KEY");
    }

    [Fact]
    public async Task A_manifest_is_made_published_and_shown()
    {
        (await _nodes.B.RunAsync("manifest", "show")).ShouldFail(1, "not_found", "STIGMEM_NODE_PRIVATE_KEY");
        (await _nodes.B.RunAsync("keygen", "--out", "acme.key")).ShouldSucceed();
        string[] make = ["manifest", "publish", "--entity-uri", "https://acme.example", "--key-file", "acme.key"];
        (await _nodes.B.RunAsync(make)).ShouldSucceed();
        var shown = await _nodes.B.JsonAsync("manifest", "show", "https://acme.example");
        Assert.Equal(["https://acme.example"], shown.GetProperty("entities").EnumerateArray().Select(one => one.GetString()!));
        _nodes.B.Write("signed.json", shown.GetRawText());
        Assert.Equal(shown.GetProperty("key_id").GetString(), (await _nodes.B.JsonAsync("manifest", "publish", "--file", "signed.json")).GetProperty("key_id").GetString());
        (await _nodes.B.RunAsync("keygen", "--out", "other.key")).ShouldSucceed();
        (await _nodes.B.RunAsync([.. make[..^1], "other.key"])).ShouldFail(1, "conflict", "key rotate");
        (await _nodes.B.RunAsync("manifest", "publish")).ShouldFail(2, "usage");
        (await _nodes.B.RunAsync("manifest", "publish", "--file", _nodes.B.Write("bad.json", "[]"))).ShouldFail(1, "manifest_unreadable");
        (await _nodes.B.RunAsync([.. make, "--days", "731"])).ShouldFail(2, "usage", "730");
    }

    [Fact]
    public async Task A_capability_token_is_issued_verified_and_revoked()
    {
        const string acme = "https://acme.example";
        (await _nodes.A.RunAsync("manifest", "publish", "--entity-uri", acme, "--key-file", "organisation.key", "--entities", "agent:bot")).ShouldSucceed();
        var key = (await _nodes.A.JsonAsync("keys", "create", acme, "--permission", "read", "--permission", "write")).GetProperty("key").GetString()!;
        string[] asAcme = ["--api-key", key];
        var issued = (await _nodes.A.RunAsync(["capability", "issue", "agent:bot", "--verb", "write", .. asAcme])).ShouldSucceed();
        _nodes.A.Write("token.json", issued.Output);
        Assert.Equal("valid\n", (await _nodes.A.RunAsync("capability", "verify", "token.json")).ShouldSucceed().Output);
        var id = JsonDocument.Parse(issued.Output).RootElement.GetProperty("token_id").GetString()!;
        (await _nodes.A.RunAsync("capability", "revoke", id)).ShouldFail(1, "not_owner", "issuer");
        (await _nodes.A.RunAsync(["capability", "revoke", id, "--reason", "lost", .. asAcme])).ShouldSucceed();
        var over = await _nodes.A.RunWithInputAsync(issued.Output, "capability", "verify");
        Assert.Equal((1, "not valid: token_revoked\n"), (over.ExitCode, over.Output));
        (await _nodes.A.RunAsync("capability", "issue", "agent:bot", "--verb", "write")).ShouldFail(1, "unprocessable", "manifest");
        (await _nodes.A.RunAsync("capability", "issue", "agent:bot", "--verb", "fly")).ShouldFail(2, "usage");
    }

    [Fact]
    public async Task The_audit_is_filtered_and_paged()
    {
        await TwoNodes.JoinAsync(_nodes.A, _nodes.B, _nodes.NodeB);
        var peer = Assert.Single(await TwoNodes.PeersAsync(_nodes.B)).GetProperty("node_id").GetString()!;
        string[] expected = ["peer_approved", "peer_verified", "peer_registered"];
        Assert.Equal(expected, Types(await AuditAsync("--peer", peer)));
        Assert.Empty(Types(await AuditAsync("--peer", "stigmem:node:nobody")));
        var first = await AuditAsync("--peer", peer, "--limit", "1");
        var rest = await AuditAsync("--peer", peer, "--limit", "2", "--cursor", first.GetProperty("cursor").GetString()!);
        Assert.Equal(expected, Types(first).Concat(Types(rest)));
        var text = (await _nodes.B.RunAsync("federation", "audit", "--limit", "1")).ShouldSucceed();
        Assert.Contains("There are more: --cursor", text.Errors, StringComparison.Ordinal);
        (await _nodes.B.RunAsync("federation", "audit", "--limit", "0")).ShouldFail(1, "validation_failed");
    }

    private Task<JsonElement> AuditAsync(params string[] more) => _nodes.B.JsonAsync(["federation", "audit", .. more]);

    private static string[] Types(JsonElement page) => [.. page.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("event_type").GetString()!)];
}
