using Stigmem.Core.Facts;

namespace Stigmem.Core.Decay;

/// <summary>What the rules of decay need to know of a live fact.</summary>
/// <param name="Entity">Its entity.</param>
/// <param name="Relation">Its relation.</param>
/// <param name="Source">Its source.</param>
/// <param name="Scope">Its scope.</param>
/// <param name="WrittenConfidence">The confidence it was asserted with.</param>
/// <param name="Confidence">The confidence in force.</param>
/// <param name="TimestampMicroseconds">When it was asserted.</param>
/// <param name="HasExpiry">Whether it has an expiry in force.</param>
public readonly record struct DecayTarget(
    string Entity, string Relation, string Source, FactScope Scope, double WrittenConfidence, double Confidence, long TimestampMicroseconds, bool HasExpiry)
{
    /// <summary>Facts about the fabric, what the node states, and relations between entities never fade.</summary>
    public bool IsExempt =>
        Relations.IsSystemFact(Entity, Relation) || Source.StartsWith("system:", StringComparison.Ordinal) || Relation.StartsWith("rel:", StringComparison.Ordinal);
}
