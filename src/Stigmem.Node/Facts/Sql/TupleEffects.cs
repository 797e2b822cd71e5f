using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;
using Stigmem.Node.Conflicts.Sql;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// What a fact that becomes live does to the others of its tuple: a retraction takes them back, a statement may
/// contradict them. Asserting and admitting from quarantine share it; both belong to the writer's turn.
/// </summary>
internal sealed class TupleEffects(FactReader reader, ConflictLog conflicts, ResolutionsOfPeers resolutions)
{
    private const int MostConflictsOfOneFact = 16;

    /// <summary>Takes back what a retraction covers, and closes the conflicts of what is gone.</summary>
    public void Retract(SqlSession session, StoredFact retraction, IReadOnlyList<StoredFact> siblings, bool mayRetractOthers, long now)
    {
        var claim = retraction.ToAssertion(now);
        foreach (var sibling in siblings.Where(sibling => sibling.State.RetractedMicroseconds is null))
        {
            if (!Retraction.Retracts(claim, sibling.ToAssertion(now), mayRetractOthers))
                continue;
            FactStates.Retract(session, sibling.Seq, retraction.RecordedMicroseconds, retraction.Actor);
            if (sibling.State.OpenConflicts > 0)
                conflicts.CloseAllOf(session, reader, sibling, "a side was retracted", retraction.RecordedMicroseconds);
        }
    }

    /// <summary>One record for each distinct live value, newest first and at most 16 (rulings 10).</summary>
    public bool Contradict(SqlSession session, StoredFact stored, IReadOnlyList<StoredFact> siblings, long now)
    {
        var claim = stored.ToAssertion(now);
        HashSet<FactValue> met = [];
        foreach (var sibling in siblings)
        {
            if (met.Count == MostConflictsOfOneFact)
                break;
            if (!Contradiction.Contradicts(claim, sibling.ToAssertion(now)))
                continue;
            if (!met.Add(sibling.Value with { InterpretAs = InterpretAs.Content }))
            {
                // It says what a newer one says, whose record stands for both; counted, it is looked at when it is read.
                FactStates.CountConflict(session, sibling.Seq, 1);
                continue;
            }
            conflicts.Open(session, stored, sibling);
            if (stored.ReceivedFrom is not null)
                resolutions.ApplyEarlier(session, stored, sibling);
        }
        return met.Count > 0;
    }

    /// <summary>Ends the conflict that a fact of another node resolves.</summary>
    public void Settle(SqlSession session, StoredFact stored)
    {
        if (stored.ReceivedFrom is not null)
            resolutions.Apply(session, stored);
    }
}
