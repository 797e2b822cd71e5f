using Stigmem.Core.Decay;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Decay;

/// <summary>Asks the policies about stored facts.</summary>
internal static class DecayJudge
{
    /// <summary>What is to become of a fact; what is not live stays as it is.</summary>
    public static DecayVerdict Judge(this DecayPolicies policies, StoredFact fact, long nowMicroseconds, out int place)
    {
        place = -1;
        return IsCandidate(fact, nowMicroseconds)
            ? policies.Judge(
                new DecayTarget(
                    fact.Entity, fact.Relation, fact.Source, fact.Scope, fact.WrittenConfidence, fact.Confidence, fact.TimestampMicroseconds,
                    fact.ValidUntilMicroseconds is not null),
                nowMicroseconds, out place)
            : DecayVerdict.Stays;
    }

    /// <summary>Whether a sweep counts the fact as looked at.</summary>
    public static bool IsCandidate(StoredFact fact, long nowMicroseconds) => fact.Confidence > 0 && fact.IsLive(nowMicroseconds);
}
