using Stigmem.Core.Clock;
using Stigmem.Core.ContentIds;
using Stigmem.Core.Facts;
using Stigmem.Core.Peers;
using Stigmem.Data;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Simulation.Liars;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Checks;

/// <summary>Reads what was added to a node since the last look, and holds it against all that is known of the others.</summary>
internal sealed class NodeHistory(World world, SimulatedNode node)
{
    private static readonly SqlText Newer = new($"SELECT {FactRow.Columns} FROM {FactRow.From} WHERE f.seq > ?1 ORDER BY f.seq");

    private readonly Dictionary<Guid, FactBody> _known = [];
    private readonly Dictionary<Guid, FactBody> _acknowledged = [];
    private readonly HashSet<Guid> _here = [];
    private long _seq;
    private long _recorded;
    private Hlc _stamp;

    /// <summary>The node answered that it has a fact.</summary>
    public void Acknowledged(Guid id, FactBody body) => _acknowledged[id] = body;

    /// <summary>Whether a fact was here at the last look.</summary>
    public bool Holds(Guid id) => _here.Contains(id);

    /// <summary>It came back from a crash: everything is read again.</summary>
    public void Restarted()
    {
        (_seq, _recorded, _stamp) = (0, 0, default);
        _here.Clear();
        Look();
    }

    /// <summary>Looks at what is new.</summary>
    public void Look()
    {
        if (node.Head <= _seq)
            return;
        var tenants = node.Service<TenantDirectory>();
        List<StoredFact> fresh = [];
        using (var lease = node.Engine.Read())
        {
            using var rows = lease.Session.Use(Newer);
            rows.Bind(1, _seq);
            while (rows.Step())
                fresh.Add(FactRow.Read(rows, tenants.NameOf));
        }
        foreach (var fact in fresh)
            Check(fact);
        if (_acknowledged.Where(pair => !_here.Contains(pair.Key)).Select(pair => pair.Key).FirstOrDefault() is var lost && lost != Guid.Empty)
            throw new InvariantException("no acknowledged fact is lost", $"{node} has lost {lost} {_acknowledged[lost]}");
    }

    private void Check(StoredFact fact)
    {
        var body = fact.ToBody();
        var named = $"{node} has {fact.Id} {body} from {fact.ReceivedFrom ?? "itself"}";
        if (fact.Hlc <= _stamp || fact.RecordedMicroseconds <= _recorded)
            throw new InvariantException("the clocks of a node are monotone", $"{named}: {fact.Hlc} after {_stamp}, {fact.RecordedMicroseconds} after {_recorded}");
        if (fact.Hlc.WallMs > node.Clock.LatestMs + HlcBounds.Default.MaxFutureMs + 1)
            throw new InvariantException("no peer pushes a clock beyond the bound", $"{named}: {fact.Hlc}, the node's clock never was beyond {node.Clock.LatestMs}");
        (_seq, _recorded, _stamp) = (fact.Seq, fact.RecordedMicroseconds, fact.Hlc);
        _here.Add(fact.Id);
        if (fact.Cid != ContentId.Of(body))
            throw new InvariantException("a content id is that of the content", named);
        if (_known.TryGetValue(fact.Id, out var before) && before != body || _acknowledged.TryGetValue(fact.Id, out before) && before != body)
            throw new InvariantException("the same id never has two bodies", $"{named}, before it was {before}");
        // What was here before a crash was judged when it came.
        if (!_known.TryAdd(fact.Id, body))
            return;
        if (fact.ReceivedFrom is { } sender)
            Received(fact, body, sender, named);
        else if (!world.Said.TryAdd(fact.Id, SaidFact.Of(node, fact)) && world.Said[fact.Id] != SaidFact.Of(node, fact))
            throw new InvariantException("the same id never has two bodies", $"{named}, {world.Said[fact.Id].Origin} has {world.Said[fact.Id].Body}");
    }

    private void Received(StoredFact fact, FactBody body, string sender, string named)
    {
        if (!world.Agreements.TryGetValue((node.NodeId, sender), out var agreement) || !agreement.IsActive)
            throw new InvariantException("nothing comes in from a node that is no active peer", named);
        if (!PeerScopes.Permitted(agreement.Scopes, agreement.Scopes, node.AllowsTeam).Contains(body.Scope))
            throw new InvariantException("no fact crosses a scope", $"{named}, agreed are {agreement.Scopes}");
        if (fact.Garden is not null && fact.State.Quarantine == QuarantineStatus.None || fact.DerivedFromJson is not null)
            throw new InvariantException("no fact of a garden, with provenance or of the node itself leaves", named);
        if (fact.OriginHlc is { } stamp && stamp.WallMs > node.Clock.LatestMs + HlcBounds.Default.MaxFutureMs)
            throw new InvariantException("no stamp beyond the bound is taken", $"{named}: {stamp}, the clock stood at {node.Clock.LatestMs}");
        if (fact.OriginHlc is { } heard && fact.Hlc <= heard)
            throw new InvariantException("a clock follows what it hears", $"{named}: {fact.Hlc}, its origin stamped it {heard}");
        if (world.Forbidden.Contains(fact.Id) || Relations.IsSystem(body.Relation))
            throw new InvariantException("nothing refused is admitted", named);
        if (sender == Liar.NodeId)
            return;
        if (!world.Said.TryGetValue(fact.Id, out var said) || said.Origin.NodeId != sender)
            throw new InvariantException("a node serves what was said on it", named);
        if (said.Body != body || said.InterpretAs != fact.Value.InterpretAs)
            throw new InvariantException("the same id never has two bodies", $"{named}, said was {said.Body}");
        if (!world.Wire.HasServed(said.Origin, node.NodeId, fact.Id))
            throw new InvariantException("what arrives was sent", named);
    }
}
