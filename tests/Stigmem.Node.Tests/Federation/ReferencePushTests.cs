using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Federation.Peers;
using Stigmem.Node.Federation.Peers.Sql;
using Stigmem.Node.Federation.Push;
using Stigmem.Node.Tests.Facts;

namespace Stigmem.Node.Tests.Federation;

/// <summary>Pushing to a node that reads tokens and facts the way the Python reference does, in another language.</summary>
public sealed class ReferencePushTests
{
    private const string ReceiverId = "stigmem:node:0b6f9f2e-6f6e-4a53-9d65-0c8f0e6b7a11";

    [Fact]
    public async Task A_Python_node_takes_what_is_pushed()
    {
        await using var node = await FederatedNode.StartAsync();
        var key = node.Node.App.Services.GetRequiredService<ISigner>().PublicKeyText;
        using var python = Start(ReceiverId, node.NodeId, key);
        try
        {
            var port = await python.StandardOutput.ReadLineAsync();
            var peer = await RegisterAsync(node, $"http://127.0.0.1:{port}");
            await node.Operator.Say("editor ☃", scope: "company", source: node.NodeId);
            await node.Operator.Say("do it", scope: "public", source: node.NodeId, relation: "instruction:do");
            await node.Operator.Say("foreign", scope: "public", entity: "user:foreign");
            await node.Operator.TakeBack(scope: "company", source: node.NodeId);
            var round = node.Node.App.Services.GetRequiredService<PushRound>();
            Assert.Equal(new PushOutcome(2, true, false, null), await round.RunAsync(peer, CancellationToken.None));
            await node.Operator.Say("later", scope: "public", source: node.NodeId, entity: "user:y");
            Assert.Equal(1, (await round.RunAsync(peer, CancellationToken.None)).Taken);

            using var first = JsonDocument.Parse((await python.StandardOutput.ReadLineAsync())!);
            Assert.Equal("editor ☃", first.RootElement.GetProperty("values")[0].GetString());
            Assert.Equal(2, first.RootElement.GetProperty("values").GetArrayLength());
            Assert.Equal("[]", first.RootElement.GetProperty("missing").GetRawText());
            using var second = JsonDocument.Parse((await python.StandardOutput.ReadLineAsync())!);
            Assert.Equal("later", Assert.Single(second.RootElement.GetProperty("values").EnumerateArray()).GetString());
        }
        finally
        {
            python.Kill();
        }
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Federation", "reference_receiver.py"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static async Task<Peer> RegisterAsync(FederatedNode node, string url)
    {
        var peers = node.Node.App.Services.GetRequiredService<PeerDirectory>();
        using var key = new Ed25519Signer(new byte[32]);
        await node.Node.App.Services.GetRequiredService<SqlEngine>().WriteAsync(session =>
        {
            peers.Put(session, new Peer
            {
                Id = Guid.CreateVersion7(),
                NodeId = ReceiverId,
                NodeUrl = url,
                PublicKey = key.PublicKeyText,
                Scopes = PeerScopes.OfKnown(["company", "public"]),
                Status = PeerStatus.Active,
                RegisteredMicroseconds = 1,
            });
            return true;
        });
        return peers.Current[ReceiverId];
    }
}
