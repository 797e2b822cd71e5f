namespace Stigmem.Simulation.Liars;

/// <summary>One fact of a lying peer that must be refused.</summary>
/// <param name="FactId">Its id as it is sent.</param>
/// <param name="Reasons">The reasons that a node may give.</param>
internal sealed record Lie(string FactId, string[] Reasons);
