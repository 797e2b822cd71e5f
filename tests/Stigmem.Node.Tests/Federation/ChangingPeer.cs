using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Stigmem.Core.Peers;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Federation;

/// <summary>A known peer that takes another key.</summary>
internal sealed class ChangingPeer(LyingPeer peer, TimeProvider time) : IDisposable
{
    public Ed25519Signer Next { get; } = new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Declares the new key, which its discovery tells from now on.</summary>
    /// <param name="node">To whom.</param>
    /// <param name="voucher">Who signs as the old key.</param>
    /// <param name="scopes">What it wants to share.</param>
    public Task<Http.Answer> DeclareAsync(FederatedNode node, ISigner? voucher, params string[] scopes)
    {
        peer.ClaimedKey = Next.PublicKeyText;
        var signedAt = Core.Clock.Instants.Format(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
        Assert.True(PeerDeclaration.Create(peer.Url, peer.NodeId, Next.PublicKeyText, scopes, signedAt).TryGet(out var declaration, out _));
        var body = new JsonObject
        {
            ["node_url"] = peer.Url,
            ["node_id"] = peer.NodeId,
            ["federation_pubkey"] = Next.PublicKeyText,
            ["allowed_scopes"] = new JsonArray([.. scopes.Select(scope => JsonValue.Create(scope))]),
            ["declaration_sig"] = declaration.Sign(Next),
            ["signed_at"] = signedAt,
        };
        if (voucher is not null)
            body["previous_key_sig"] = declaration.Sign(voucher);
        return node.Operator.Send("POST", "/v1/federation/peers", body.ToJsonString());
    }

    /// <summary>Asks with a token of one of the keys.</summary>
    public Task<Http.Answer> PullAsync(FederatedNode node, ISigner key) => LyingPeer.PullAsync(node, new PeerTokenMint(key).Mint(new PeerTokenClaims(
        peer.NodeId, node.NodeId, time.GetUtcNow().ToUnixTimeMilliseconds(), Guid.NewGuid().ToString(), ["public"])));

    public void Dispose() => Next.Dispose();
}
