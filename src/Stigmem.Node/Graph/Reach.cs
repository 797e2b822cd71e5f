namespace Stigmem.Node.Graph;

/// <summary>What a walk came to.</summary>
/// <param name="Entities">In the order of <see cref="Reached"/>, without the seeds.</param>
/// <param name="IsCut">Whether a limit of the walk left something out.</param>
internal readonly record struct Reach(IReadOnlyList<Reached> Entities, bool IsCut);
