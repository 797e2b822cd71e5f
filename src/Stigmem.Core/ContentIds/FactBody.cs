using Stigmem.Core.Facts;

namespace Stigmem.Core.ContentIds;

/// <summary>
/// What a content id covers, and nothing else: not the time, the expiry, the provenance, the garden, the tenant or
/// <c>interpret_as</c>. Source of the rule: Facts contract, section 8.
/// </summary>
/// <param name="Entity">Normalized and alias-resolved on a local assert, as received on ingest.</param>
/// <param name="Relation">Verbatim.</param>
/// <param name="ValueType">The type of the value.</param>
/// <param name="ValueText">The storage text of the value.</param>
/// <param name="Source">As the entity.</param>
/// <param name="Confidence">Finite; minus zero counts as zero.</param>
/// <param name="Scope">The scope.</param>
public readonly record struct FactBody(
    string Entity,
    string Relation,
    FactValueType ValueType,
    string ValueText,
    string Source,
    double Confidence,
    FactScope Scope);
