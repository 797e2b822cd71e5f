using System.Text.Json;
using System.Text.Json.Nodes;
using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Liars;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>Operators share some facts with some peers only, and change their minds.</summary>
internal static class SharingSteps
{
    private static readonly string[] Names = ["one", "two", "three"];

    public static Task<string?> ChangeAnyAsync(World world, SimulatedNode node)
    {
        var name = world.Pick(Names);
        return world.Rules.ContainsKey((node.NodeId, name)) && world.Chance(50) ? EndAsync(world, node, name) : PutAsync(world, node, name);
    }

    /// <summary>What an operator shares is so after a crash; what the crash interrupted is looked up.</summary>
    public static async Task RecallAsync(World world, SimulatedNode node, bool wasInterrupted)
    {
        var list = await node.CallAsync("GET", "/v1/federation/sharing");
        var found = list.Json.GetProperty("rules").EnumerateArray().ToDictionary(
            rule => rule.GetProperty("name").GetString()!,
            rule => new SharedWith(
                Text(rule, "entity_prefix"), Text(rule, "relation"), Text(rule, "source"), Text(rule, "scope"),
                Peers(rule.GetProperty("peers").EnumerateArray().Select(peer => peer.GetString()!))));
        var known = world.Rules.Where(pair => pair.Key.Holder == node.NodeId).ToDictionary(pair => pair.Key.Name, pair => pair.Value);
        if (!wasInterrupted && !(known.Count == found.Count && known.All(pair => found.GetValueOrDefault(pair.Key) == pair.Value)))
            throw new InvariantException("what an operator decided survives a crash", $"{node} shares by {string.Join("; ", found)}, decided was {string.Join("; ", known)}");
        foreach (var name in known.Keys)
            world.Rules.Remove((node.NodeId, name));
        foreach (var (name, rule) in found)
            world.Rules[(node.NodeId, name)] = rule;
    }

    private static async Task<string?> PutAsync(World world, SimulatedNode node, string name)
    {
        var others = world.Nodes.Where(other => other != node).Select(other => other.NodeId).Append(Liar.NodeId);
        var rule = new SharedWith(
            world.Chance(40) ? world.Pick("user:", "user:x", "stigmem://acme.example/", "stigmem:resolution:") : null,
            world.Chance(30) ? world.Pick("memory:role", "memory:note") : null,
            world.Chance(30) ? world.Pick("agent:a", "agent:b") : null,
            world.Chance(30) ? world.Pick("public", "company") : null,
            Peers(others.Where(_ => world.Chance(50)).ToList()));
        var json = new JsonObject { ["peers"] = new JsonArray([.. rule.Peers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(peer => JsonValue.Create(peer))]) };
        foreach (var (member, text) in new[] { ("entity_prefix", rule.EntityPrefix), ("relation", rule.Relation), ("source", rule.Source), ("scope", rule.Scope) })
        {
            if (text is not null)
                json[member] = text;
        }
        if (await DecideAsync(world, node, "PUT", name, json.ToJsonString()))
            world.Rules[(node.NodeId, name)] = rule;
        return $"{node} shares {rule}, called {name}";
    }

    private static async Task<string?> EndAsync(World world, SimulatedNode node, string name)
    {
        if (await DecideAsync(world, node, "DELETE", name, null))
            world.Rules.Remove((node.NodeId, name));
        return $"{node} ends its rule {name}";
    }

    private static async Task<bool> DecideAsync(World world, SimulatedNode node, string method, string name, string? body)
    {
        NodeAnswer? answer = null;
        var done = await world.FlyAsync(new Flight("share", node, null), async () => answer = await node.CallAsync(method, $"/v1/federation/sharing/{name}", body));
        if (!done)
            world.Interrupted.Add(node);
        else if (answer!.Status >= 300)
            throw new InvariantException("an operator can choose who gets what", $"{node}: {name}: {answer.Text}");
        return done;
    }

    private static string Peers(IEnumerable<string> nodeIds) => string.Join(' ', nodeIds.Order(StringComparer.Ordinal));

    private static string? Text(JsonElement rule, string name) => rule.TryGetProperty(name, out var member) ? member.GetString() : null;
}
