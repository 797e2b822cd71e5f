using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.PeerTokens;
using Stigmem.Core.Signatures;
using Stigmem.Simulation.Network;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Liars;

/// <summary>
/// A peer with a true key that operators have let in, and that serves, pushes and asks for what it should not. It does not
/// take the id of a fact before its author's node has brought it: whoever comes first with an id has it.
/// </summary>
internal sealed class Liar(World world, byte[] seed, bool isOwnKind)
{
    /// <summary>Its number among the addresses.</summary>
    public const int Number = 99;

    /// <summary>What it calls itself.</summary>
    public const string NodeId = "stigmem://liar.example/node";

    // Of each node by itself: what one has may be new to another.
    private readonly Dictionary<SimulatedNode, List<string>> _said = [];
    private readonly Dictionary<SimulatedNode, string> _last = [];

    public Ed25519Signer Key { get; } = new(seed);

    /// <summary>What it answers.</summary>
    public NodeAnswer Answer(Flight flight, string target)
    {
        if (target.StartsWith("/.well-known/stigmem", StringComparison.Ordinal))
            return Text($$"""{"node_id":"{{NodeId}}","federation_pubkey":"{{Key.PublicKeyText}}"{{(isOwnKind ? ""","software":{"name":"stigmem.net"}""" : "")}}}""");
        if (world.Network.IsCalm)
            return Text("""{"facts":[],"cursor":null,"has_more":false}""");
        return world.Next(12) switch
        {
            0 => new NodeAnswer(500, []),
            1 => new NodeAnswer(429, "{}"u8.ToArray(), "3"),
            2 => Text("""{"facts":[{"id":"""),
            3 => Text("""{"facts":null,"cursor":7}"""),
            4 => Text("""{"facts":[],"cursor":"same","has_more":true}"""),
            5 when _last.TryGetValue(flight.Node, out var last) => Text(last),
            _ => Text(_last[flight.Node] = Page(flight)),
        };
    }

    /// <summary>A token that claims every scope.</summary>
    public string Token(SimulatedNode node, string? nonce = null) => "Bearer " + new PeerTokenMint(Key).Mint(new PeerTokenClaims(
        NodeId, node.NodeId, node.Clock.GetUtcNow().ToUnixTimeMilliseconds(), nonce ?? Guid.NewGuid().ToString(), ["company", "local", "public", "team"]));

    /// <summary>A fact of its own that is as it should be.</summary>
    public JsonObject Honest(SimulatedNode to, string? source = null, double confidence = 1)
    {
        var about = world.Said.Count > 0 && world.Chance(50) ? world.Pick(world.Said.Values.ToList()).Body : default;
        var body = new FactBody(
            about.Entity ?? "user:liar", about.Relation ?? "memory:role", FactValueType.String, world.Pick("red", "green", "a lie"), source ?? NodeId, confidence,
            world.Pick(FactScope.Public, FactScope.Company));
        if (Relations.IsSystemFact(body.Entity, body.Relation))
            body = body with { Entity = "user:liar", Relation = "memory:role" };
        return Json(world.NewId(), body, to.Clock.GetUtcNow());
    }

    private string Page(Flight flight)
    {
        List<string> facts = [];
        for (var i = world.Next(5); i >= 0; i--)
        {
            if (Lie(flight) is { } fact)
                facts.Add(fact);
        }
        Said(flight.Node).AddRange(facts);
        var cursor = world.Next(6) switch
        {
            0 => "null",
            1 => "\"\"",
            2 => "\"99999999999999999999\"",
            3 => $"\"{world.Time.Now.ToUnixTimeMilliseconds()}.0\"",
            4 => $"\"{new string('x', 4_097)}\"",
            _ => $"\"c{world.Next(100)}\"",
        };
        return $$"""{"facts":[{{string.Join(',', facts)}}],"cursor":{{cursor}},"has_more":{{(world.Chance(10) ? "true" : "false")}}}""";
    }

    private string? Lie(Flight flight)
    {
        var node = flight.Node;
        var fact = Honest(node);
        switch (world.Next(13))
        {
            case 0:
                return fact.ToJsonString();
            case 1:
                return Forbidden(flight, With(fact, "value", new JsonObject { ["type"] = "string", ["v"] = "changed" }), "cid_mismatch");
            case 2:
                return Forbidden(flight, With(fact, "confidence", 2.0), "invalid_confidence");
            case 3:
                return Forbidden(flight, Without(fact, "source"), "malformed_fact");
            case 4:
                return Forbidden(flight, Scoped(fact, FactScope.Local), "scope_not_permitted");
            case 5:
                return Forbidden(flight, Renamed(fact, "stigmem:received_from"), "reserved_name");
            case 6:
                return With(fact, "hlc", Stamp(node, TimeSpan.FromMinutes(world.Next(5, 90)))).ToJsonString();
            case 7:
                return With(fact, "hlc", Stamp(node, TimeSpan.FromDays(-world.Next(1, 60)))).ToJsonString();
            case 8:
                return Forbidden(flight, With(fact, "id", fact["id"]!.GetValue<string>().ToUpperInvariant()), "invalid_id");
            case 9:
                return world.Chance(50) ? world.Pick("7", "null", "[]", "{}", "\"fact\"") : With(fact, "hlc", $"{long.MaxValue}.0").ToJsonString();
            case 10 when Said(node).Count > 0:
                return world.Pick(Said(node));
            case 11:
                return Honest(node, world.Pick("agent:a", "agent:b"), 0).ToJsonString();
            default:
                return Changed(flight);
        }
    }

    private List<string> Said(SimulatedNode node)
    {
        if (!_said.TryGetValue(node, out var said))
            _said.Add(node, said = []);
        return said;
    }

    /// <summary>Another body under the id of a fact that the node has.</summary>
    private string? Changed(Flight flight)
    {
        var known = world.Said.Where(pair => world.HistoryOf(flight.Node).Holds(pair.Key)).ToList();
        if (known.Count == 0)
            return null;
        var (id, said) = world.Pick(known);
        if (Relations.IsSystemFact(said.Body.Entity, said.Body.Relation) || said.Body.Scope is not (FactScope.Public or FactScope.Company))
            return null;
        if (world.Chance(30))
            return Json(id, said.Body, flight.Node.Clock.GetUtcNow()).ToJsonString();
        flight.Told.Add(new Lie(id.ToString(), ["id_conflict", "scope_not_permitted"]));
        return Json(id, said.Body with { ValueType = FactValueType.String, ValueText = "changed" }, flight.Node.Clock.GetUtcNow()).ToJsonString();
    }

    private string Forbidden(Flight flight, JsonObject fact, string reason)
    {
        if (Guid.TryParse(fact["id"]!.GetValue<string>(), out var id))
            world.Forbidden.Add(id);
        flight.Told.Add(new Lie(fact["id"]!.GetValue<string>(), [reason, "scope_not_permitted"]));
        return fact.ToJsonString();
    }

    private static JsonObject Scoped(JsonObject fact, FactScope scope) => Json(Guid.Parse(fact["id"]!.GetValue<string>()), Body(fact) with { Scope = scope }, null);

    private static JsonObject Renamed(JsonObject fact, string relation) => Json(Guid.Parse(fact["id"]!.GetValue<string>()), Body(fact) with { Relation = relation }, null);

    private static FactBody Body(JsonObject fact) => new(
        fact["entity"]!.GetValue<string>(), fact["relation"]!.GetValue<string>(), FactValueType.String, fact["value"]!["v"]!.GetValue<string>(),
        fact["source"]!.GetValue<string>(), fact["confidence"]!.GetValue<double>(), FactScope.Public);

    private static JsonObject Json(Guid id, FactBody body, DateTimeOffset? at)
    {
        // The very first moment of the world will do where the time does not matter.
        var moment = at ?? new WorldTime().Now;
        return new JsonObject
        {
            ["id"] = id.ToString(),
            ["entity"] = body.Entity,
            ["relation"] = body.Relation,
            ["value"] = new JsonObject { ["type"] = body.ValueType.Name(), ["v"] = body.ValueText },
            ["source"] = body.Source,
            ["timestamp"] = Instants.Format(moment.ToUnixTimeMilliseconds() * 1_000),
            ["valid_until"] = null,
            ["confidence"] = body.Confidence,
            ["scope"] = body.Scope.Name(),
            ["hlc"] = string.Create(CultureInfo.InvariantCulture, $"{moment.ToUnixTimeMilliseconds()}.0"),
            ["cid"] = ContentId.Of(body).ToString(),
        };
    }

    private static string Stamp(SimulatedNode node, TimeSpan ahead) =>
        string.Create(CultureInfo.InvariantCulture, $"{node.Clock.GetUtcNow().Add(ahead).ToUnixTimeMilliseconds()}.0");

    private static JsonObject With(JsonObject fact, string name, JsonNode value)
    {
        fact[name] = value;
        return fact;
    }

    private static JsonObject Without(JsonObject fact, string name)
    {
        fact.Remove(name);
        return fact;
    }

    private static NodeAnswer Text(string body) => new(200, Encoding.UTF8.GetBytes(body));
}
