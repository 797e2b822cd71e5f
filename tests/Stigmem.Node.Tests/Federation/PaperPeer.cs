using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Tests.Facts;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A peer without a node: a key that is registered, and the tokens that it signs.</summary>
internal sealed class PaperPeer : IDisposable
{
    private readonly Ed25519Signer _key = new(RandomNumberGenerator.GetBytes(32));

    public string NodeId { get; } = $"stigmem://paper.example/{Guid.NewGuid():N}";

    /// <summary>Where it lives; by default nobody listens there.</summary>
    public string Url { get; init; } = "http://127.0.0.1:9";

    public string KeyText => _key.PublicKeyText;

    public IReadOnlyList<string> Scopes { get; init; } = ["company", "public"];

    /// <summary>Registers it as active, without a handshake.</summary>
    public async Task JoinAsync(FederatedNode node, bool isOwnKind = true, PeerStatus status = PeerStatus.Active)
    {
        var peers = node.Node.App.Services.GetRequiredService<PeerDirectory>();
        await node.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            peers.Put(session, new Peer
            {
                Id = Guid.CreateVersion7(),
                NodeId = NodeId,
                NodeUrl = Url,
                PublicKey = _key.PublicKeyText,
                Scopes = PeerScopes.OfKnown(Scopes),
                Status = status,
                IsOwnKind = isOwnKind,
                RegisteredMicroseconds = 1,
            });
            return true;
        });
    }

    /// <summary>A token for one request.</summary>
    public string Token(FederatedNode node, params string[] scopes) => new PeerTokenMint(_key).Mint(new PeerTokenClaims(
        NodeId, node.NodeId, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), Guid.NewGuid().ToString(), scopes.Length == 0 ? Scopes : scopes));

    /// <summary>A GET with a fresh token.</summary>
    public async Task<Http.Answer> Get(FederatedNode node, string path, params string[] scopes)
    {
        using var client = node.Node.Anonymous();
        return await client.Send("GET", path, null, ("Authorization", $"Bearer {Token(node, scopes)}"));
    }

    /// <summary>Page after page until nothing waits.</summary>
    public async Task<(List<string> Values, string Cursor)> PullAsync(FederatedNode node, string cursor = "", int limit = 500, params string[] scopes)
    {
        List<string> values = [];
        while (true)
        {
            var page = await PageAsync(node, cursor, limit, scopes);
            values.AddRange(page.Values);
            cursor = page.Cursor;
            if (!page.HasMore)
                return (values, cursor);
        }
    }

    /// <summary>One page.</summary>
    public async Task<(List<string> Values, string Cursor, bool HasMore)> PageAsync(FederatedNode node, string cursor, int limit = 500, params string[] scopes)
    {
        var page = await Get(node, $"/v1/federation/facts?limit={limit}&cursor={cursor}", scopes);
        Assert.True(page.Status == HttpStatusCode.OK, page.Text);
        return (
            [.. page.Json.GetProperty("facts").EnumerateArray().Select(fact => fact.GetProperty("value").Text("v")!)],
            page["cursor"]!, page.Json.GetProperty("has_more").GetBoolean());
    }

    public void Dispose() => _key.Dispose();
}
