using Stigmem.Core.Facts;
using Stigmem.Node.Facts;

namespace Stigmem.Node.Cards;

/// <summary>What a caller may know of an entity in a scope, at a glance.</summary>
/// <param name="Entity">The entity; an alias is resolved.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Summary">The facts as text, one a line.</param>
/// <param name="Facts">The facts that are in it, sure ones first.</param>
/// <param name="AverageConfidence">Their confidence, weighed by the trust of their sources.</param>
/// <param name="HasContradictions">Whether some of them cannot both hold.</param>
/// <param name="BuiltMicroseconds">When it was built.</param>
/// <param name="SanitizerWarnings">Patterns that their texts match.</param>
internal sealed record Card(
    string Entity, FactScope Scope, string Summary, IReadOnlyList<StoredFact> Facts, double AverageConfidence, bool HasContradictions, long BuiltMicroseconds,
    IReadOnlyList<string> SanitizerWarnings);
