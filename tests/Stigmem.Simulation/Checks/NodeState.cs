using Stigmem.Data;
using Stigmem.Node.Facts;
using Stigmem.Node.Facts.Sql;
using Stigmem.Node.Hosting;
using Stigmem.Simulation.Nodes;

namespace Stigmem.Simulation.Checks;

/// <summary>Everything a node holds at one moment, and the rules between its facts that hold on every node by itself.</summary>
internal sealed class NodeState
{
    private static readonly SqlText AllFacts = new($"SELECT {FactRow.Columns} FROM {FactRow.From} ORDER BY f.seq");
    private static readonly SqlText AllConflicts = new("SELECT id, newer_seq, older_seq, resolved FROM conflicts");
    private static readonly SqlText AllLetters = new(
        "SELECT p.node_id, d.fact_id, d.reason, d.curable FROM dead_letters d JOIN peers p ON p.id = d.peer");

    private readonly SimulatedNode _node;
    private readonly long _now;
    private readonly Dictionary<long, StoredFact> _bySeq;

    private NodeState(SimulatedNode node, List<StoredFact> facts, List<(Guid, long, long, bool)> conflicts, List<DeadLetter> letters)
    {
        _node = node;
        _now = node.Clock.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;
        _bySeq = facts.ToDictionary(fact => fact.Seq);
        Facts = facts.ToDictionary(fact => fact.Id);
        Conflicts = [.. conflicts.Select(row => new Conflict(row.Item1, _bySeq[row.Item2], _bySeq[row.Item3], row.Item4))];
        Letters = letters;
    }

    public IReadOnlyDictionary<Guid, StoredFact> Facts { get; }

    public IReadOnlyList<Conflict> Conflicts { get; }

    public IReadOnlyList<DeadLetter> Letters { get; }

    public static NodeState Read(SimulatedNode node)
    {
        var tenants = node.Service<TenantDirectory>();
        using var lease = node.Engine.Read();
        List<StoredFact> facts = [];
        using (var rows = lease.Session.Use(AllFacts))
        {
            while (rows.Step())
                facts.Add(FactRow.Read(rows, tenants.NameOf));
        }
        List<(Guid, long, long, bool)> conflicts = [];
        using (var rows = lease.Session.Use(AllConflicts))
        {
            while (rows.Step())
                conflicts.Add((rows.GetGuid(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3) != 0));
        }
        List<DeadLetter> letters = [];
        using (var rows = lease.Session.Use(AllLetters))
        {
            while (rows.Step())
                letters.Add(new DeadLetter(rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetInt64(3) != 0));
        }
        return new NodeState(node, facts, conflicts, letters);
    }

    /// <summary>Whether a fact counts on this node now.</summary>
    public bool IsLive(StoredFact fact) => fact.IsLive(_now);

    /// <summary>Whether a fact is here and counts, and no other of its tuple says the same.</summary>
    public bool StandsAlone(Guid id) => Facts.TryGetValue(id, out var fact) && IsLive(fact) && !Facts.Values.Any(other =>
        other.Id != id && other.Entity == fact.Entity && other.Relation == fact.Relation && other.Scope == fact.Scope && other.Garden == fact.Garden
        && other.Value.Text == fact.Value.Text && IsLive(other));

    /// <summary>Retractions and conflicts are as the facts demand, whatever the order in which they came.</summary>
    public void Check()
    {
        foreach (var tuple in Facts.Values.Where(fact => !fact.IsSystem).GroupBy(fact => (fact.Entity, fact.Relation, fact.Scope, fact.Garden)))
        {
            var facts = tuple.ToList();
            CheckRetractions(facts);
            CheckConflicts(facts);
        }
        foreach (var conflict in Conflicts.Where(conflict => !conflict.IsResolved))
        {
            if (IsGone(conflict.Newer) || IsGone(conflict.Older))
                throw new InvariantException("an open conflict is between facts that stand", $"{_node}: {conflict.Id} between {Text(conflict.Newer)} and {Text(conflict.Older)}");
        }
        CheckResolutions();
    }

    private void CheckRetractions(List<StoredFact> facts)
    {
        foreach (var fact in facts.Where(fact => fact.WrittenConfidence > 0 && !IsHeld(fact)))
        {
            var by = facts.FirstOrDefault(other => other.WrittenConfidence == 0 && !IsHeld(other) && other.Source == fact.Source && Stamp(other) > Stamp(fact));
            if (by is not null && fact.State.RetractedMicroseconds is null)
                throw new InvariantException("stamps decide what a retraction takes back", $"{_node}: {Text(fact)} stands, although {Text(by)} came after it");
            if (by is null && fact.State.RetractedMicroseconds is not null
                && !facts.Any(other => other.WrittenConfidence == 0 && other.ReceivedFrom is null && other.Actor == "user:operator" && Stamp(other) > Stamp(fact)))
                throw new InvariantException("only a later retraction takes a fact back", $"{_node}: {Text(fact)} is taken back");
        }
    }

    /// <summary>Two values that stand are at odds, and a record says so.</summary>
    private void CheckConflicts(List<StoredFact> facts)
    {
        var standing = facts.Where(fact => fact.Confidence > 0 && IsLive(fact) && StaysValid(fact)).GroupBy(fact => (fact.Value.Type, fact.Value.Text)).ToList();
        for (var i = 0; i < standing.Count; i++)
        {
            for (var j = i + 1; j < standing.Count; j++)
            {
                var (these, those) = (standing[i].Select(fact => fact.Seq).ToHashSet(), standing[j].Select(fact => fact.Seq).ToHashSet());
                if (!Conflicts.Any(conflict => !conflict.IsResolved
                    && (these.Contains(conflict.Newer.Seq) && those.Contains(conflict.Older.Seq) || these.Contains(conflict.Older.Seq) && those.Contains(conflict.Newer.Seq))))
                    throw new InvariantException("values at odds have a record", $"{_node}: {Text(standing[i].First())} and {Text(standing[j].First())}");
            }
        }
    }

    /// <summary>A resolution that is here, said here or elsewhere, has closed its conflict.</summary>
    private void CheckResolutions()
    {
        foreach (var resolution in Facts.Values.Where(fact => fact.Entity.StartsWith("stigmem:resolution:", StringComparison.Ordinal) && !IsHeld(fact)))
        {
            var id = resolution.Entity["stigmem:resolution:".Length..];
            if (Conflicts.FirstOrDefault(conflict => "stigmem:conflict:" + conflict.Id == id) is { IsResolved: false } open
                && open.Newer.Scope == resolution.Scope && open.Newer.Garden == resolution.Garden && open.Newer.Relation == resolution.Relation)
                throw new InvariantException("a resolution closes its conflict", $"{_node}: {Text(resolution)} is here, {open.Id} is open");
        }
    }

    /// <summary>Clocks that are off disagree about what has expired, and what has may have left no record.</summary>
    private bool StaysValid(StoredFact fact) => fact.ValidUntilMicroseconds is not { } until || until - _now > (long)TimeSpan.FromDays(100).TotalMicroseconds;

    private static bool IsHeld(StoredFact fact) => fact.State.Quarantine is QuarantineStatus.Pending or QuarantineStatus.Rejected;

    private static bool IsGone(StoredFact fact) => fact.State.RetractedMicroseconds is not null || fact.State.SupersededMicroseconds is not null || IsHeld(fact);

    private static Core.Clock.Hlc Stamp(StoredFact fact) => fact.OriginHlc ?? fact.Hlc;

    private static string Text(StoredFact fact) => $"{fact.Id} {fact.ToBody()} at {Stamp(fact)} from {fact.ReceivedFrom ?? "itself"}";

    public sealed record Conflict(Guid Id, StoredFact Newer, StoredFact Older, bool IsResolved);

    public sealed record DeadLetter(string Peer, string FactId, string Reason, bool IsCurable);
}
