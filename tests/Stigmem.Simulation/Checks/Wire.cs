using System.Text.Json;
using Stigmem.Core.Ingest;
using Stigmem.Core.Peers;
using Stigmem.Core.Tenants;
using Stigmem.Node.Facts.Sql;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Checks;

/// <summary>Looks at every page that an honest node sends: nothing on it may cross a scope, a garden or an agreement.</summary>
internal sealed class Wire(World world)
{
    private readonly InboundFactReader _reader = new(64 * 1024);
    private readonly HashSet<(int From, string To, Guid Fact)> _served = [];

    /// <summary>Whether a node ever gave a fact to another.</summary>
    public bool HasServed(SimulatedNode from, string toNodeId, Guid fact) => _served.Contains((from.Number, toNodeId, fact));

    /// <summary>A page went out.</summary>
    /// <param name="from">The node that served it.</param>
    /// <param name="toNodeId">The peer that asked.</param>
    /// <param name="claimed">The scopes that it asked for.</param>
    /// <param name="bearer">The token that it asked with.</param>
    /// <param name="answer">The page.</param>
    public void Served(SimulatedNode from, string toNodeId, PeerScopes claimed, string bearer, NodeAnswer answer)
    {
        if (!world.Agreements.TryGetValue((from.NodeId, toNodeId), out var agreement) || !agreement.IsActive)
            throw new InvariantException("nothing goes to a node that is no active peer", $"{from} served {toNodeId}");
        if (!world.Trusted[(from.NodeId, toNodeId)].HaveSigned(bearer, from.Clock.NowMicroseconds))
            throw new InvariantException("a key that has ended opens nothing", $"{from} served {toNodeId}, which it knows by {world.Trusted[(from.NodeId, toNodeId)]}");
        var permitted = PeerScopes.Permitted(agreement.Scopes, claimed, from.AllowsTeam);
        foreach (var json in answer.Json.GetProperty("facts").EnumerateArray())
            Check(from, toNodeId, permitted, json);
    }

    private void Check(SimulatedNode from, string to, PeerScopes permitted, JsonElement json)
    {
        if (_reader.Read(json, out var refusal) is not { } fact)
            throw new InvariantException("what is served can be read", $"{from} sent {to} a fact that is {refusal}: {json.GetRawText()}");
        var case_ = $"{from} sent {to} {fact.Id} {fact.Body}";
        if (!world.Said.TryGetValue(fact.Id, out var said) || said.Origin != from)
            throw new InvariantException("a node serves what was said on it", case_);
        if (!permitted.Contains(fact.Body.Scope))
            throw new InvariantException("no fact crosses a scope", $"{case_}, agreed are {permitted}");
        if (!world.Allows(from, to, fact.Body))
            throw new InvariantException("no fact crosses a rule of sharing", $"{case_}, shared is {string.Join("; ", world.Rules.Where(pair => pair.Key.Holder == from.NodeId))}");
        if (from.Service<FactReader>().Find(fact.Id, TenantId.Default) is not { } now || !said.MayLeave(now))
            throw new InvariantException("no fact of a garden, in quarantine, with provenance or of the node itself leaves", case_);
        if (said.Body != fact.Body || said.InterpretAs != fact.InterpretAs)
            throw new InvariantException("the same id never has two bodies", $"{case_}, said was {said.Body}");
        _served.Add((from.Number, to, fact.Id));
    }
}
