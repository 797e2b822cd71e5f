using Stigmem.Core.Facts;
using Stigmem.Core.Paging;
using Stigmem.Node.Auth;

namespace Stigmem.Node.Synthesis;

/// <summary>What is asked of a scope, tuple by tuple.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Scope">The scope.</param>
/// <param name="Entities">The entity and its aliases; null for all.</param>
/// <param name="Relations">Which relations.</param>
/// <param name="MinConfidence">Least confidence of the preferred value.</param>
/// <param name="Limit">Entries a page.</param>
/// <param name="After">Where the previous page ended; null begins.</param>
internal sealed record TupleQuery(
    Principal Caller, FactScope Scope, IReadOnlyList<string>? Entities, RelationFilter Relations, double MinConfidence, int Limit, SureCursor? After);
