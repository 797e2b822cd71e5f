using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Ingest;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Testing;

namespace Stigmem.Node.Tests.Graph;

/// <summary>Facts that a node got from a peer, without the peer.</summary>
internal static class PeerFacts
{
    private const string NodeId = "stigmem://peer.example/node";

    /// <summary>Takes in a ref of scope public.</summary>
    public static async Task ReceiveAsync(this TestNode node, string entity, string relation, string named)
    {
        using var signer = new Ed25519Signer([.. Enumerable.Repeat((byte)7, 32)]);
        var peer = new Peer
        {
            Id = Guid.CreateVersion7(),
            NodeId = NodeId,
            NodeUrl = "http://127.0.0.1:9",
            PublicKey = signer.PublicKeyText,
            Scopes = PeerScopes.OfKnown(["public"]),
            Status = PeerStatus.Active,
            RegisteredMicroseconds = 1,
        };
        await node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            node.App.Services.GetRequiredService<PeerDirectory>().Put(session, peer);
            return true;
        });
        var now = DateTimeOffset.UtcNow;
        var fact = JsonSerializer.SerializeToElement(new
        {
            id = Guid.NewGuid().ToString(), entity, relation, value = new { type = "ref", v = named }, source = NodeId, confidence = 1.0, scope = "public",
            timestamp = now.ToString("yyyy-MM-ddTHH:mm:ss.ffffff+00:00", null), hlc = $"{now.ToUnixTimeMilliseconds()}.000",
        });
        var terms = node.App.Services.GetRequiredService<PeerTerms>().Pulled(peer);
        var result = await node.App.Services.GetRequiredService<FactIngest>().TakeAsync(new PeerPage(peer, terms, [fact], null));
        Assert.Equal(1, result!.Stored);
    }
}
