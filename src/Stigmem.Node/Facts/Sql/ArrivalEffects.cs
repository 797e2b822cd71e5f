using Stigmem.Core.Facts;
using Stigmem.Data.Sqlite;

namespace Stigmem.Node.Facts.Sql;

/// <summary>
/// What a fact does that becomes live out of order: one of a peer when it arrives, any when it leaves quarantine. What
/// takes it back, or settles its conflicts, may have come before it. In the writer's turn.
/// </summary>
internal sealed class ArrivalEffects(FactReader reader, TupleEffects effects)
{
    private const int NewestSiblings = 64;
    private const int EverySibling = int.MaxValue;

    /// <summary>Stamps of the origins decide, so a retraction also takes back what arrives after it.</summary>
    public void Take(SqlSession session, StoredFact stored, long now)
    {
        effects.Settle(session, stored);
        var isRetraction = stored.Confidence == 0;
        var tuple = new FactTuple(stored.Tenant, stored.Entity, stored.Relation, stored.Scope);
        var others = reader.FindAll(session, tuple, isRetraction ? EverySibling : NewestSiblings).Where(other => other.Seq != stored.Seq).ToList();
        if (others.Count == 0)
            return;
        if (isRetraction)
        {
            effects.Retract(session, stored, others, mayRetractOthers: false, now);
            return;
        }
        var claim = stored.ToAssertion(now);
        var retractions = reader.Retractions(session, tuple, stored.Source);
        if (retractions.FirstOrDefault(other => MayAct(other) && Retraction.Retracts(other.ToAssertion(now), claim, callerMayRetractOthers: false)) is { } earlier)
            FactStates.Retract(session, stored.Seq, stored.RecordedMicroseconds, earlier.Actor);
        else
            effects.Contradict(session, stored, others, now);
    }

    /// <summary>What is held back, or was turned down, takes nothing back.</summary>
    private static bool MayAct(StoredFact fact) => fact.State.Quarantine is QuarantineStatus.None or QuarantineStatus.Promoted;
}
