namespace Stigmem.Simulation;

/// <summary>What became of a number of schedules.</summary>
/// <param name="Run">How many were run.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Seed">The seed of the one that failed; null if none did.</param>
/// <param name="Failure">How it failed.</param>
public sealed record SimulationSummary(int Run, TimeSpan Elapsed, int? Seed, SimulationFailure? Failure);
