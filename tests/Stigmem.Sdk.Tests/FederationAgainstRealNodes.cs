using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Clock;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Testing;

namespace Stigmem.Sdk.Tests;

/// <summary>One node introduces itself to another through the client.</summary>
public sealed class FederationAgainstRealNodes : IAsyncLifetime
{
    private TestNode _a = null!;
    private TestNode _b = null!;
    private StigmemClient _operator = null!;

    public async Task InitializeAsync()
    {
        (_a, _b) = (await StartAsync(), await StartAsync());
        await _b.GrantAsync("key-of-the-operator", new KeyGrant { EntityUri = "agent:op", Permissions = ["federate", "admin:federation"] });
        _operator = new StigmemClient(new HttpClient(), new StigmemClientOptions { BaseUrl = _b.BaseAddress, ApiKey = "key-of-the-operator" });
    }

    public async Task DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
    }

    [Fact]
    public async Task A_peer_is_registered_approved_revoked_and_forgotten()
    {
        var declaration = await DeclareAsync();
        var registered = await _operator.Federation.RegisterAsync(declaration, KeyOfA);
        Assert.Equal(("pending_approval", null), (registered.Status, registered.Reason));
        var again = await Assert.ThrowsAsync<StigmemException>(() => _operator.Federation.RegisterAsync(declaration, KeyOfA));
        Assert.Equal(409, again.Status);
        var wrong = await Assert.ThrowsAsync<StigmemException>(() => _operator.Federation.ApproveAsync(registered.PeerId, "sha256:00"));
        Assert.Equal((400, "fingerprint mismatch"), (wrong.Status, wrong.Detail?.Trim('"')));
        var approved = await _operator.Federation.ApproveAsync(registered.PeerId, declaration.Fingerprint);
        Assert.Equal(("active", declaration.NodeId), (approved.Status, approved.NodeId));
        var listed = Assert.Single((await _operator.Federation.ListAsync()).Peers);
        Assert.Equal((registered.PeerId, "active"), (listed.PeerId, listed.StatusDetail));
        Assert.Equal(["company", "public"], listed.AllowedScopes);
        Assert.Equal("revoked", (await _operator.Federation.RevokeAsync(registered.PeerId)).Status);
        await _operator.Federation.DeleteAsync(registered.PeerId);
        Assert.Empty((await _operator.Federation.ListAsync()).Peers);
    }

    [Fact]
    public async Task A_peer_that_waits_can_be_turned_down_and_may_come_again()
    {
        var declaration = await DeclareAsync();
        var registered = await _operator.Federation.RegisterAsync(declaration, KeyOfA);
        Assert.Equal("rejected", (await _operator.Federation.RejectAsync(registered.PeerId)).Status);
        Assert.Equal("pending_approval", (await _operator.Federation.RegisterAsync(declaration, KeyOfA)).Status);
    }

    [Fact]
    public async Task A_declaration_that_does_not_hold_is_an_answer_with_its_reason()
    {
        var honest = await DeclareAsync();
        Assert.True(PeerDeclaration.Create(honest.NodeUrl, "stigmem:node:somebody-else", honest.FederationPubkey, ["public"], honest.SignedAt)
            .TryGet(out var squatter, out _));
        var answer = await _operator.Federation.RegisterAsync(squatter, KeyOfA);
        Assert.Equal(("rejected", "node_id_mismatch"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Another_key_does_not_sign()
    {
        var declaration = await DeclareAsync();
        using Ed25519Signer other = new(new byte[32]);
        await Assert.ThrowsAsync<ArgumentException>(() => _operator.Federation.RegisterAsync(declaration, other));
    }

    private ISigner KeyOfA => _a.App.Services.GetRequiredService<ISigner>();

    private async Task<PeerDeclaration> DeclareAsync()
    {
        var node = await new StigmemClient(new HttpClient(), new StigmemClientOptions { BaseUrl = _a.BaseAddress }).Node.DiscoverAsync();
        var now = Instants.Format(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
        Assert.True(PeerDeclaration.Create(node.NodeUrl, node.NodeId, node.FederationPubkey!, ["company", "public"], now)
            .TryGet(out var declaration, out _));
        return declaration;
    }

    private static Task<TestNode> StartAsync()
    {
        var port = FreePort();
        return TestNode.StartAsync(new Dictionary<string, string>
        {
            ["PORT"] = $"{port}",
            ["NODE_URL"] = $"http://127.0.0.1:{port}",
            ["FEDERATION_ENABLED"] = "true",
            ["FEDERATION_INSECURE"] = "true",
        });
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
