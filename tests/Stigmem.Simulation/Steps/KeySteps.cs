using Stigmem.Core.Peers;
using Stigmem.Core.Signatures;
using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>Nodes that change their keys, peers that hear of it soon, late or by another way, and thieves of old keys.</summary>
internal static class KeySteps
{
    /// <summary>A node ends and starts again with another key. Nobody has been told.</summary>
    public static async Task<string?> ChangeAsync(World world, SimulatedNode node)
    {
        if (!node.TryChangeKey())
            return null;
        await CrashSteps.RestartAsync(world, node);
        return $"{node} has another key";
    }

    /// <summary>Some operator hears of a new key: from the old one, or from the operator on the other side alone.</summary>
    public static async Task<string?> TellAnyAsync(World world, SimulatedNode holder)
    {
        var stale = Stale(world, holder);
        return stale.Count == 0 ? null : await TellAsync(world, holder, world.Pick(stale), world.Chance(60));
    }

    /// <summary>Everybody hears of every new key.</summary>
    public static async Task TellAllAsync(World world)
    {
        foreach (var holder in world.Nodes)
        {
            foreach (var peer in Stale(world, holder))
                await TellAsync(world, holder, peer, isProven: true);
            if (Stale(world, holder).Count > 0)
                throw new InvariantException("a peer can be told of a new key", $"{holder} does not know the key of {string.Join(", ", Stale(world, holder))}");
        }
    }

    /// <summary>Somebody asks a node with a key that another one had before.</summary>
    public static async Task<string?> AskWithOldKeyAsync(World world, SimulatedNode holder)
    {
        var robbed = world.Nodes.Where(node => node.OldKeys.Count > 0 && world.Agreements.ContainsKey((holder.NodeId, node.NodeId))).ToList();
        if (robbed.Count == 0)
            return null;
        var victim = world.Pick(robbed);
        return await AskAsync(world, holder, victim, world.Pick(victim.OldKeys));
    }

    /// <summary>Somebody tries all of them everywhere, when each has ended.</summary>
    public static async Task AskWithEveryOldKeyAsync(World world)
    {
        foreach (var holder in world.Nodes)
        {
            foreach (var victim in world.Nodes.Where(node => world.Agreements.ContainsKey((holder.NodeId, node.NodeId))))
            {
                foreach (var key in victim.OldKeys)
                    await AskAsync(world, holder, victim, key);
            }
        }
    }

    /// <summary>Keys that were let in are let in after a crash; what the crash interrupted is looked up.</summary>
    public static void Recall(World world, SimulatedNode node, IEnumerable<string> peers, bool wasInterrupted)
    {
        foreach (var peer in peers)
        {
            var found = TrustedKeys.Of(node.PeerOf(peer)!);
            if (!wasInterrupted && world.Trusted[(node.NodeId, peer)] != found)
                throw new InvariantException("what an operator decided survives a crash", $"{node} knows {peer} by {found}, decided was {world.Trusted[(node.NodeId, peer)]}");
            world.Trusted[(node.NodeId, peer)] = found;
        }
    }

    private static async Task<string> AskAsync(World world, SimulatedNode holder, SimulatedNode victim, ISigner key)
    {
        var token = victim.Token(key, holder, world.NewId());
        NodeAnswer? answer = null;
        await world.FlyAsync(new Flight("ask with an old key", holder, null), async () =>
            answer = await holder.AnswerPeerAsync("GET", "/v1/federation/facts?limit=500", token, null));
        if (answer!.Status == 200)
            world.Wire.Served(holder, victim.NodeId, SimulatedNode.EveryScope, token, answer);
        return $"a thief asks {holder} with an old key of {victim}: {answer.Status}";
    }

    private static List<SimulatedNode> Stale(World world, SimulatedNode holder) =>
    [
        .. world.Nodes.Where(peer => world.Agreements.TryGetValue((holder.NodeId, peer.NodeId), out var agreement) && agreement.IsActive
            && world.Trusted[(holder.NodeId, peer.NodeId)].Key != peer.Key.PublicKeyText),
    ];

    private static async Task<string?> TellAsync(World world, SimulatedNode holder, SimulatedNode peer, bool isProven)
    {
        var pair = (holder.NodeId, peer.NodeId);
        var (agreement, trusted) = (world.Agreements[pair], world.Trusted[pair]);
        var known = isProven ? peer.OldKeys.First(key => key.PublicKeyText == trusted.Key) : null;
        var (declaration, json) = PeerSteps.Introduction(world, holder, peer.Number, [.. agreement.Scopes.Names], known);
        TrustedKeys? changed = null;
        var status = "";
        var done = await world.FlyAsync(new Flight("tell", holder, null), async () =>
        {
            var answer = await holder.CallAsync("POST", "/v1/federation/peers", json);
            status = answer.Text;
            // In trouble the node cannot be asked whether the key is its own, and the declaration is rejected.
            if (!holder.IsUp || answer.Status != 201 || answer.Json.GetProperty("status").GetString() is not { } said || said == "rejected")
                return;
            if (said != (isProven ? "active" : "pending_approval"))
                throw new InvariantException("a key is taken on the word of the one before, or of the operator", $"{holder} was told of a key of {peer}: {status}");
            if (!isProven)
            {
                var approved = await holder.CallAsync("POST", $"/v1/federation/peers/{agreement.PeerId}/approve", $$"""{"pubkey_fingerprint":"{{declaration.Fingerprint}}"}""");
                if (approved.Status != 200)
                    return;
            }
            changed = new TrustedKeys(
                peer.Key.PublicKeyText, isProven ? trusted.Key : null, isProven ? holder.Clock.NowMicroseconds + (long)KeyChange.DualTrust.TotalMicroseconds : 0);
        });
        if (!done)
            world.Interrupted.Add(holder);
        else if (changed is not null)
            world.Trusted[pair] = changed;
        return $"{holder} hears of a new key of {peer}{(isProven ? " from the old one" : "")}: {status}";
    }
}
