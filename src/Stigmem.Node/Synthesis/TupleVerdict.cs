using Stigmem.Node.Facts;

namespace Stigmem.Node.Synthesis;

/// <summary>What the facts of a tuple say together.</summary>
/// <param name="Preferred">The one of most confidence, then the latest.</param>
/// <param name="Other">The best of those that say something else; null when none does.</param>
/// <param name="Facts">How many stand.</param>
/// <param name="Agreeing">How many say what the preferred one says.</param>
internal readonly record struct TupleVerdict(StoredFact? Preferred, StoredFact? Other, int Facts, int Agreeing);
