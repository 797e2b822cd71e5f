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

    /// <summary>Settles what it decides, and takes its place in its tuple.</summary>
    public void Take(SqlSession session, StoredFact stored, long now)
    {
        effects.Settle(session, stored);
        var isRetraction = stored.Confidence == 0;
        var tuple = new FactTuple(stored.Tenant, stored.Entity, stored.Relation, stored.Scope);
        var others = reader.FindAll(session, tuple, isRetraction ? EverySibling : NewestSiblings).Where(other => other.Seq != stored.Seq).ToList();
        if (others.Count > 0)
            effects.TakePlace(session, stored, others, now);
    }
}
