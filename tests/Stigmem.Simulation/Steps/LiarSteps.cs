using System.Text.Json.Nodes;
using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Liars;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>What a lying peer does by itself.</summary>
internal static class LiarSteps
{
    /// <summary>Asks for everything, twice with one token.</summary>
    public static async Task<string?> AskAsync(World world, SimulatedNode node)
    {
        if (world.Liar is not { } liar)
            return null;
        var token = liar.Token(node);
        var target = "/v1/federation/facts?limit=500" + world.Pick("", "&scope=local", "&scope=team", "&scope=company", "&cursor=s0", "&cursor=s5");
        NodeAnswer? first = null, second = null;
        await world.FlyAsync(new Flight("ask", node, null), async () =>
        {
            first = await node.AnswerPeerAsync("GET", target, token, null);
            second = node.IsUp ? await node.AnswerPeerAsync("GET", target, token, null) : null;
        });
        if (first!.Status == 200)
            world.Wire.Served(node, Liar.NodeId, SimulatedNode.EveryScope, token, first);
        if (second is not null && second.Status != 401)
            throw new InvariantException("a token is good once", $"{node} answered {second.Status} to a token that it had seen");
        return $"the liar asks {node} for {target}: {first.Status}";
    }

    public static async Task<string?> PushAsync(World world, SimulatedNode node)
    {
        if (world.Liar is not { } liar)
            return null;
        var isForged = world.Chance(50);
        JsonObject fact = liar.Honest(node, isForged ? world.Pick("agent:a", "agent:b") : null, world.Pick(0, 1));
        if (isForged)
            world.Forbidden.Add(Guid.Parse(fact["id"]!.GetValue<string>()));
        NodeAnswer? answer = null;
        await world.FlyAsync(new Flight("push", node, null), async () =>
            answer = await node.AnswerPeerAsync("POST", "/v1/federation/facts/push", liar.Token(node), $$"""{"facts":[{{fact.ToJsonString()}}]}"""));
        return $"the liar pushes to {node}{(isForged ? " in another's name" : "")}: {answer!.Status}";
    }
}
