using Stigmem.Cli.Federation;

namespace Stigmem.Cli.Demo;

/// <summary>What the demonstration has shown.</summary>
/// <param name="FactId">The fact that both nodes have.</param>
/// <param name="OfA">How the first node was introduced to the second.</param>
/// <param name="OfB">The other way round.</param>
internal sealed record DemoOutcome(string FactId, Introduction OfA, Introduction OfB);
