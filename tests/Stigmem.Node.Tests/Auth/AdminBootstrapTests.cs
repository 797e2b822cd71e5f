using System.Net;
using Stigmem.Node.Auth;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Auth;

public sealed class AdminBootstrapTests
{
    private const string RawKey = "sixteen-letters-";
    private static readonly string[] All = ["admin", " write", "read"];

    [Fact]
    public async Task Makes_the_first_admin_key_once()
    {
        await using var node = await TestNode.StartAsync();
        Assert.False(NodeBootstrap.HasAdminKey(node.App));
        var made = await NodeBootstrap.CreateAdminKeyAsync(node.App, RawKey, "agent:admin", All);
        Assert.Equal((BootstrapStatus.Created, "agent:admin", true), (made.Status, made.EntityUri, made.ExpiresAt is not null));
        Assert.True(NodeBootstrap.HasAdminKey(node.App));
        using var admin = node.ClientWith(RawKey);
        Assert.Equal("""["admin","read","write"]""", (await admin.Send("GET", "/v1/me")).Json.GetProperty("permissions").GetRawText());
        var again = await NodeBootstrap.CreateAdminKeyAsync(node.App, RawKey + "2", "agent:admin", All);
        Assert.Equal(BootstrapStatus.AlreadyDone, again.Status);
        Assert.DoesNotContain(RawKey, again.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_at_once_make_one()
    {
        await using var node = await TestNode.StartAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => NodeBootstrap.CreateAdminKeyAsync(node.App, $"{RawKey}{i}", "agent:admin", All)));
        Assert.Single(results, result => result.Status == BootstrapStatus.Created);
    }

    [Fact]
    public async Task Works_again_when_no_admin_key_is_live()
    {
        var time = new FakeTime();
        await using var node = await TestNode.StartAsync(time: time);
        await node.GrantAsync("a-key-without-admin", new KeyGrant { EntityUri = "user:ada" });
        Assert.Equal(BootstrapStatus.Created, (await NodeBootstrap.CreateAdminKeyAsync(node.App, RawKey, "agent:admin", All)).Status);
        time.Advance(TimeSpan.FromDays(91));
        Assert.False(NodeBootstrap.HasAdminKey(node.App));
        Assert.Equal(BootstrapStatus.AlreadyDone, (await NodeBootstrap.CreateAdminKeyAsync(node.App, RawKey, "agent:admin", All)).Status);
        Assert.Equal(BootstrapStatus.Created, (await NodeBootstrap.CreateAdminKeyAsync(node.App, RawKey + "new", "agent:admin", All)).Status);
        using var admin = node.ClientWith(RawKey + "new");
        Assert.Equal(HttpStatusCode.OK, (await admin.Send("GET", "/v1/auth/keys/expiring-soon")).Status);
    }

    [Theory]
    [InlineData("fifteen-letters", "agent:admin", "admin", "the bootstrap key must have at least 16 characters")]
    [InlineData(RawKey, "agent:admin", "read", "the bootstrap key needs the permission admin")]
    [InlineData(RawKey, "agent:admin", "", "permissions list must be non-empty")]
    [InlineData(RawKey, " ", "admin", "invalid_entity_uri: entity URI must not be empty")]
    public async Task Refuses_what_would_not_work(string rawKey, string entity, string permissions, string refusal)
    {
        await using var node = await TestNode.StartAsync();
        var result = await NodeBootstrap.CreateAdminKeyAsync(node.App, rawKey, entity, permissions.Split(',', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((BootstrapStatus.Refused, refusal), (result.Status, result.Refusal));
    }

    [Fact]
    public async Task Is_audited()
    {
        await using var node = await TestNode.StartAsync();
        await NodeBootstrap.CreateAdminKeyAsync(node.App, RawKey, "agent:admin", ["admin", "audit.read"]);
        using var admin = node.ClientWith(RawKey);
        var entry = (await admin.Send("GET", "/v1/admin/audit")).Json.GetProperty("entries")[0];
        Assert.Equal("system:host", entry.GetProperty("entity_uri").GetString());
        Assert.Equal("api_key_bootstrap", entry.GetProperty("detail_json").GetProperty("action").GetString());
    }
}
