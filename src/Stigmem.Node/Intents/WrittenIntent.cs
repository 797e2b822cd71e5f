using Stigmem.Node.Facts;

namespace Stigmem.Node.Intents;

/// <summary>The facts of an intent that was just written.</summary>
/// <param name="Facts">In their order.</param>
internal sealed record WrittenIntent(IReadOnlyList<StoredFact> Facts);
