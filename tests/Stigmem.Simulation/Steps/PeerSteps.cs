using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Liars;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>What operators do about peers.</summary>
internal static class PeerSteps
{
    private static readonly string[][] Scopes = [["company", "public"], ["company", "public"], ["public"], ["company"], ["company", "public", "team"], ["company", "local", "public", "team"]];

    /// <summary>The operators of some nodes, of most of them both ways, let each other in.</summary>
    public static async Task IntroduceAsync(World world)
    {
        foreach (var a in world.Nodes)
        {
            foreach (var b in world.Nodes.Where(b => b.Number > a.Number && world.Chance(85)))
            {
                var scopes = world.Pick(Scopes);
                await JoinAsync(world, a, b.Number, scopes);
                if (world.Chance(90))
                    await JoinAsync(world, b, a.Number, world.Chance(50) ? scopes : world.Pick(Scopes));
            }
            if (world.Liar is not null && world.Chance(70))
                await JoinAsync(world, a, Liar.Number, world.Pick(Scopes));
        }
    }

    public static async Task<string?> JoinAnyAsync(World world, SimulatedNode node)
    {
        var others = world.Nodes.Where(other => other != node).Select(other => other.Number).ToList();
        if (world.Liar is not null)
            others.Add(Liar.Number);
        var other = world.Pick(others);
        return world.Agreements.ContainsKey((node.NodeId, World.NodeIdOf(other))) ? null : await JoinAsync(world, node, other, world.Pick(Scopes));
    }

    public static async Task<string?> EndAnyAsync(World world, SimulatedNode node)
    {
        var own = world.Agreements.Where(pair => pair.Key.Holder == node.NodeId).ToList();
        if (own.Count == 0)
            return null;
        var (key, agreement) = world.Pick(own);
        var revokes = agreement.IsActive && world.Chance(50);
        NodeAnswer? answer = null;
        var done = await world.FlyAsync(new Flight("end", node, null), async () => answer = revokes
            ? await node.CallAsync("POST", $"/v1/federation/peers/{agreement.PeerId}/revoke")
            : await node.CallAsync("DELETE", $"/v1/federation/peers/{agreement.PeerId}"));
        if (!done)
            world.Interrupted.Add(node);
        else if (answer!.Status >= 300)
            throw new InvariantException("an operator can end a peering", $"{node}: {key.Peer}: {answer.Text}");
        else if (revokes)
            world.Agreements[key] = agreement with { IsActive = false };
        else
            world.Agreements.Remove(key);
        return $"{node} {(revokes ? "revokes" : "forgets")} {key.Peer}";
    }

    /// <summary>Forgets a peer and lets it in again at once, for more scopes. The peer knows of nothing and keeps its cursor.</summary>
    public static async Task<string?> WidenAnyAsync(World world, SimulatedNode node)
    {
        // To be of use, the peer must have agreed on more than this node did.
        var own = world.Agreements
            .Where(pair => pair.Key.Holder == node.NodeId && pair.Value.IsActive && pair.Key.Peer != Liar.NodeId
                && world.Agreements.TryGetValue((pair.Key.Peer, node.NodeId), out var there) && there.IsActive && !there.Scopes.IsWithin(pair.Value.Scopes))
            .ToList();
        if (own.Count == 0)
            return null;
        var (key, agreement) = world.Pick(own);
        var wider = PeerScopes.OfKnown([.. agreement.Scopes.Names, .. world.Agreements[(key.Peer, node.NodeId)].Scopes.Names]);
        var done = await world.FlyAsync(new Flight("end", node, null), () => node.CallAsync("DELETE", $"/v1/federation/peers/{agreement.PeerId}"));
        if (!done)
        {
            world.Interrupted.Add(node);
            return $"{node} forgets {key.Peer}";
        }
        world.Agreements.Remove(key);
        return $"{node} forgets {key.Peer}, then {await JoinAsync(world, node, world.Nodes.First(other => other.NodeId == key.Peer).Number, [.. wider.Names])}";
    }

    /// <summary>One node introduces itself to another, whose operator lets it in.</summary>
    private static async Task<string> JoinAsync(World world, SimulatedNode holder, int other, string[] scopes)
    {
        var peerId = World.NodeIdOf(other);
        var (declaration, json) = Introduction(world, holder, other, scopes, null);
        string? id = null;
        var status = "";
        var done = await world.FlyAsync(new Flight("join", holder, null), async () =>
        {
            var registered = await holder.CallAsync("POST", "/v1/federation/peers", json);
            status = registered.Text;
            if (!holder.IsUp || registered.Status != 201 || registered.Json.GetProperty("status").GetString() != "pending_approval")
                return;
            id = registered.Json.GetProperty("peer_id").GetString()!;
            status = (await holder.CallAsync("POST", $"/v1/federation/peers/{id}/approve", $$"""{"pubkey_fingerprint":"{{declaration.Fingerprint}}"}""")).Text;
        });
        if (!done)
            world.Interrupted.Add(holder);
        else if (id is not null)
            (world.Agreements[(holder.NodeId, peerId)], world.Trusted[(holder.NodeId, peerId)]) = (new Agreement(id, PeerScopes.OfKnown(scopes), true), new TrustedKeys(declaration.FederationPubkey, null, 0));
        return $"{holder} lets {peerId} in for {string.Join(',', scopes)}: {status}";
    }

    /// <summary>What a node signs to introduce itself to another, with the word of a key that is known there, if there is one.</summary>
    public static (PeerDeclaration Declaration, string Json) Introduction(World world, SimulatedNode holder, int other, string[] scopes, ISigner? known)
    {
        var key = world.KeyOf(other);
        var signedAt = Instants.Format(holder.Clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
        PeerDeclaration.Create(SimulatedNode.UrlOf(other), World.NodeIdOf(other), key.PublicKeyText, scopes, signedAt).TryGet(out var declaration, out _);
        Dictionary<string, object> members = new()
        {
            ["node_url"] = declaration!.NodeUrl,
            ["node_id"] = declaration.NodeId,
            ["federation_pubkey"] = key.PublicKeyText,
            ["allowed_scopes"] = scopes,
            ["declaration_sig"] = declaration.Sign(key),
            ["signed_at"] = signedAt,
        };
        if (known is not null)
            members["previous_key_sig"] = declaration.Sign(known);
        return (declaration, JsonSerializer.Serialize(members));
    }

    /// <summary>What a node's operator has decided is still so after a crash; what the crash interrupted is looked up.</summary>
    public static async Task RecallAsync(World world, SimulatedNode node)
    {
        var list = await node.CallAsync("GET", "/v1/federation/peers");
        Dictionary<string, Agreement> found = [];
        foreach (var peer in list.Json.GetProperty("peers").EnumerateArray())
        {
            var scopes = PeerScopes.OfKnown(peer.GetProperty("allowed_scopes").EnumerateArray().Select(scope => scope.GetString()!));
            var status = peer.GetProperty("status_detail").GetString();
            if (status is "active" or "revoked")
                found[peer.GetProperty("node_id").GetString()!] = new Agreement(peer.GetProperty("peer_id").GetString()!, scopes, status == "active");
        }
        var known = world.Agreements.Where(pair => pair.Key.Holder == node.NodeId).ToDictionary(pair => pair.Key.Peer, pair => pair.Value);
        var wasInterrupted = world.Interrupted.Remove(node);
        if (!wasInterrupted && !(known.Count == found.Count && known.All(pair => found.GetValueOrDefault(pair.Key) == pair.Value)))
            throw new InvariantException("what an operator decided survives a crash", $"{node} has {string.Join("; ", found)}, decided was {string.Join("; ", known)}");
        foreach (var peer in known.Keys)
            world.Agreements.Remove((node.NodeId, peer));
        foreach (var (peer, agreement) in found)
            world.Agreements[(node.NodeId, peer)] = agreement;
        KeySteps.Recall(world, node, found.Keys, wasInterrupted);
        await SharingSteps.RecallAsync(world, node, wasInterrupted);
    }
}
