using System.Globalization;
using System.Text.Json;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>What the callers of one node do to its facts.</summary>
internal static class WriteSteps
{
    private static readonly string[] Entities = ["user:x", "user:y", "stigmem://acme.example/doc/1"];
    private static readonly string[] Relations = ["memory:role", "memory:role", "memory:note", "instruction:do"];
    private static readonly string[] Values = ["red", "green", "blue"];
    private static readonly string[] Sources = ["agent:a", "agent:b"];
    private static readonly FactScope[] Scopes = [FactScope.Public, FactScope.Public, FactScope.Public, FactScope.Company, FactScope.Company, FactScope.Team, FactScope.Local];

    public static async Task<string?> AssertAsync(World world, SimulatedNode node)
    {
        var body = Body(world, world.Pick(Values), world.Chance(20) ? 0.5 : 1);
        var asOperator = world.Chance(50);
        List<string> more = [];
        if (world.Chance(10))
            more.Add($"\"valid_until\":\"{Until(world, node)}\"");
        if (world.Chance(6) && world.Said.Keys.Where(world.HistoryOf(node).Holds).ToList() is { Count: > 0 } known)
            more.Add($"\"derived_from\":[\"{world.Pick(known)}\"]");
        if (world.Chance(10) && await GardenAsync(world, node, body.Scope) is { } garden)
        {
            more.Add($"\"garden_id\":\"{garden}\"");
            asOperator = true;
        }
        var isInstruction = world.Chance(8);
        return await SayAsync(world, node, body, asOperator || isInstruction, string.Concat(more.Select(member => "," + member)), isInstruction);
    }

    /// <summary>Takes back what somebody said about a tuple, in the name of one source or as the operator.</summary>
    public static Task<string?> RetractAsync(World world, SimulatedNode node)
    {
        var known = world.Said.Where(pair => world.HistoryOf(node).Holds(pair.Key) && pair.Value.Garden is null && pair.Value.Body.Confidence > 0 && pair.Value.MayEverLeave).ToList();
        if (known.Count == 0)
            return Task.FromResult<string?>(null);
        var body = world.Pick(known).Value.Body with { ValueType = FactValueType.String, ValueText = "gone", Confidence = 0 };
        if (world.Chance(30))
            body = body with { Source = world.Pick(Sources) };
        return SayAsync(world, node, body, world.Chance(30), "", false);
    }

    public static Task<string?> EndLaterAsync(World world, SimulatedNode node)
    {
        var known = world.Said.Where(pair => world.HistoryOf(node).Holds(pair.Key)).ToList();
        if (known.Count == 0)
            return Task.FromResult<string?>(null);
        var (id, said) = world.Pick(known);
        var body = new FactBody(id.ToString(), "stigmem:ttl", FactValueType.DateTime, Until(world, node), said.Body.Source, 1, said.Body.Scope);
        return SayAsync(world, node, body, true, "", false);
    }

    public static async Task<string?> ResolveAsync(World world, SimulatedNode node)
    {
        NodeAnswer? open = null;
        await world.FlyAsync(new Flight("list conflicts", node, null), async () => open = await node.CallAsync("GET", "/v1/conflicts?status=unresolved&limit=50"));
        if (open!.Status != 200)
            return null;
        var conflicts = open.Json.GetProperty("conflicts").EnumerateArray().ToList();
        if (conflicts.Count == 0 || !node.IsUp)
            return null;
        var conflict = world.Pick(conflicts);
        var body = world.Chance(70)
            ? $$"""{"winning_fact_id":"{{conflict.GetProperty(world.Pick("fact_a", "fact_b")).GetProperty("id").GetString()}}","resolution_note":"so be it"}"""
            : """{"new_value":{"type":"string","v":"yellow"}}""";
        NodeAnswer? answer = null;
        await world.FlyAsync(new Flight("resolve", node, null), async () =>
            answer = await node.CallAsync("POST", $"/v1/conflicts/{conflict.GetProperty("conflict_id").GetString()}/resolve", body));
        return $"{node} resolves {conflict.GetProperty("conflict_id").GetString()} by {body}: {answer!.Status}";
    }

    /// <summary>Something to say.</summary>
    public static FactBody Body(World world, string value, double confidence) => new(
        world.Pick(Entities), world.Pick(Relations), FactValueType.String, value, world.Pick(Sources), confidence, world.Pick(Scopes));

    private static string Until(World world, SimulatedNode node)
    {
        var end = node.Clock.GetUtcNow() + world.Pick(TimeSpan.FromDays(-1), TimeSpan.FromMinutes(3), TimeSpan.FromDays(400));
        return Instants.Format(end.ToUnixTimeMilliseconds() * 1_000);
    }

    private static async Task<string?> GardenAsync(World world, SimulatedNode node, FactScope scope)
    {
        NodeAnswer? answer = null;
        await world.FlyAsync(new Flight("make garden", node, null), async () =>
            answer = await node.CallAsync("POST", "/v1/gardens", $$"""{"slug":"own-{{world.Next(1_000_000)}}","name":"Own","scope":"{{scope.Name()}}"}"""));
        return answer!.Status == 201 && node.IsUp ? answer.Json.GetProperty("garden_id").GetString() : null;
    }

    /// <summary>Says it, and remembers what was acknowledged.</summary>
    public static async Task<string?> SayAsync(World world, SimulatedNode node, FactBody body, bool asOperator, string more, bool isInstruction)
    {
        if (!node.IsUp)
            return $"{node} crashed before it could say something";
        var value = $$"""{"type":"{{body.ValueType.Name()}}","v":{{Quoted(body.ValueText)}}{{(isInstruction ? ""","interpret_as":"instruction" """ : "")}}}""";
        var json = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"entity":{{Quoted(body.Entity)}},"relation":{{Quoted(body.Relation)}},"value":{{value}},"source":{{Quoted(body.Source)}},"confidence":{{body.Confidence}},"scope":"{{body.Scope.Name()}}"{{more}}}""");
        NodeAnswer? answer = null;
        var done = await world.FlyAsync(new Flight("say", node, null), async () => answer = await node.CallAsync("POST", "/v1/facts", json, asOperator));
        if (done && answer!.Status == 201)
            world.HistoryOf(node).Acknowledged(answer.Json.GetProperty("id").GetGuid(), body);
        return $"{node} says {json}{(asOperator ? " as operator" : "")}: {answer!.Status}{(answer.Status == 201 ? " " + answer.Json.GetProperty("id").GetString() : "")}{(done ? "" : " unheard")}";
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
