using Stigmem.Core.Facts;
using Stigmem.Core.Tenants;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Gardens.Sql;
using Stigmem.Node.Quarantine.Sql;
using Stigmem.Simulation.Checks;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Steps;

/// <summary>Facts that a node holds back, its own among them, and what becomes of them.</summary>
internal static class QuarantineSteps
{
    /// <summary>The sanitizer suspects something that was said here: a new fact of the quarantine garden, or any.</summary>
    public static async Task<string?> HoldAsync(World world, SimulatedNode node)
    {
        if (!node.Service<GardenDirectory>().Current.TryFind(TenantId.Default, "held", out var garden))
            return null;
        string? said = null;
        if (world.Chance(70))
        {
            var body = WriteSteps.Body(world, world.Pick("red", "green", "blue"), 1) with { Scope = FactScope.Public };
            said = await WriteSteps.SayAsync(world, node, body, true, $",\"garden_id\":\"stigmem://sim.example/garden/{garden.Slug}\"", false);
            if (!node.IsUp)
                return said;
            world.Look();
        }
        var free = world.Said.Where(pair => MayBeHeld(node, pair.Key, pair.Value)).Select(pair => pair.Key).ToList();
        var inGarden = free.Where(id => world.Said[id].Garden == garden.Id).ToList();
        if (free.Count == 0)
            return said;
        var id = world.Pick(inGarden.Count > 0 ? inGarden : free);
        var (reader, turn, engine) = (node.Service<FactReader>(), node.Service<SuspectTurn>(), node.Engine);
        await world.FlyAsync(new Flight("hold", node, null), () => engine.WriteAsync(session => turn.Quarantine(session, reader.Find(session, id, TenantId.Default)!.Seq, "simulated")));
        return $"{(said is null ? "" : said + "; ")}{node} holds {id} back";
    }

    /// <summary>Lets a fact out of quarantine, or turns it down.</summary>
    public static async Task<string?> ModerateAsync(World world, SimulatedNode node)
    {
        NodeAnswer? list = null;
        await world.FlyAsync(new Flight("list quarantine", node, null), async () => list = await node.CallAsync("GET", "/v1/quarantine?quarantine_status=pending"));
        if (list!.Status != 200 || !node.IsUp || list.Json.GetProperty("items").GetArrayLength() == 0)
            return null;
        var facts = list.Json.GetProperty("items").EnumerateArray().ToList();
        var (id, verb) = (world.Pick(facts).GetProperty("fact_id").GetString(), world.Chance(75) ? "admit" : "reject");
        NodeAnswer? answer = null;
        await world.FlyAsync(new Flight(verb, node, null), async () => answer = await node.CallAsync("POST", $"/v1/quarantine/{id}/{verb}"));
        return $"{node} {verb}s {id}: {answer!.Status}";
    }

    public static async Task<string?> MakeQuarantineAsync(World world, SimulatedNode node)
    {
        if (node.HasQuarantineGarden())
            return null;
        await world.FlyAsync(new Flight("make quarantine", node, null), () =>
            node.CallAsync("POST", "/v1/gardens", """{"slug":"held","name":"Held","scope":"public","quarantine":true}"""));
        return $"{node} makes a quarantine garden";
    }

    /// <summary>What has had an effect keeps it while it is held, so only what had none can be told from what was never said.</summary>
    private static bool MayBeHeld(SimulatedNode node, Guid id, SaidFact said) =>
        said.Origin == node && said.MayEverLeave && said.Body.Confidence > 0 && !said.Body.Entity.StartsWith("stigmem:resolution:", StringComparison.Ordinal)
        && node.Service<FactReader>().Find(id, TenantId.Default) is { State: { Quarantine: QuarantineStatus.None, OpenConflicts: 0, RetractedMicroseconds: null, SupersededMicroseconds: null } };
}
