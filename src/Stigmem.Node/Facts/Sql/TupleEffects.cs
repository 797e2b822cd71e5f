using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Conflicts.Sql;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// What a fact that becomes live does to the others of its tuple: a retraction takes them back, a statement may
/// contradict them. Asserting, taking in from peers and admitting from quarantine share it; all belong to the writer's turn.
/// </summary>
internal sealed class TupleEffects(FactReader reader, ConflictLog conflicts, ResolutionsOfPeers resolutions)
{
    private const int MostConflictsOfOneFact = 16;

    /// <summary>
    /// A fact takes its place among others that may be newer than it is, since it came from a peer or was held back.
    /// Stamps of the origins decide, so a retraction also takes back what arrives after it.
    /// </summary>
    public void TakePlace(SqlSession session, StoredFact stored, IReadOnlyList<StoredFact> others, long now)
    {
        if (stored.Confidence == 0)
        {
            Retract(session, stored, others, mayRetractOthers: false, now);
            return;
        }
        var claim = stored.ToAssertion(now);
        var tuple = new FactTuple(stored.Tenant, stored.Entity, stored.Relation, stored.Scope);
        var earlier = reader.Retractions(session, tuple, stored.Source)
            .FirstOrDefault(other => MayAct(other) && Retraction.Retracts(other.ToAssertion(now), claim, callerMayRetractOthers: false));
        if (earlier is not null)
            FactStates.Retract(session, stored.Seq, earlier.RecordedMicroseconds, earlier.Actor);
        else
            Contradict(session, stored, others, now);
    }

    /// <summary>Takes back what a retraction covers, and closes the conflicts of what is gone.</summary>
    public void Retract(SqlSession session, StoredFact retraction, IReadOnlyList<StoredFact> siblings, bool mayRetractOthers, long now)
    {
        var claim = retraction.ToAssertion(now);
        var gone = siblings
            .Where(sibling => sibling.State.RetractedMicroseconds is null && Retraction.Retracts(claim, sibling.ToAssertion(now), mayRetractOthers)).ToList();
        foreach (var sibling in gone)
            FactStates.Retract(session, sibling.Seq, retraction.RecordedMicroseconds, retraction.Actor);
        // Only now: what is left takes the places of what is gone.
        foreach (var sibling in gone.Where(sibling => sibling.State.OpenConflicts > 0))
            conflicts.CloseAllOf(session, reader, sibling, "a side was retracted", retraction.RecordedMicroseconds);
    }

    /// <summary>One record for each distinct live value, newest first and at most 16 (rulings 10).</summary>
    public bool Contradict(SqlSession session, StoredFact stored, IReadOnlyList<StoredFact> siblings, long now)
    {
        var claim = stored.ToAssertion(now);
        var rivals = siblings.Where(sibling => Contradiction.Contradicts(claim, sibling.ToAssertion(now)))
            .GroupBy(sibling => sibling.Value with { InterpretAs = InterpretAs.Content }).Take(MostConflictsOfOneFact).ToList();
        foreach (var sayTheSame in rivals)
        {
            var rival = ConflictLog.LongestLasting(sayTheSame);
            // One record stands for all that say the same; the others are counted, and looked at when they are read.
            foreach (var other in sayTheSame.Where(other => other.Seq != rival.Seq))
                FactStates.CountConflict(session, other.Seq, 1);
            conflicts.Open(session, stored, rival);
            if (stored.ReceivedFrom is not null)
                resolutions.ApplyEarlier(session, stored, rival);
        }
        return rivals.Count > 0;
    }

    /// <summary>What is held back, or was turned down, takes nothing back.</summary>
    private static bool MayAct(StoredFact fact) => fact.State.Quarantine is QuarantineStatus.None or QuarantineStatus.Promoted;

    /// <summary>Ends the conflict that a fact of another node resolves.</summary>
    public void Settle(SqlSession session, StoredFact stored)
    {
        if (stored.ReceivedFrom is not null)
            resolutions.Apply(session, stored);
    }
}
