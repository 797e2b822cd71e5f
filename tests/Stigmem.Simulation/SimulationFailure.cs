namespace Stigmem.Simulation;

/// <summary>A schedule that broke an invariant.</summary>
/// <param name="Invariant">Which.</param>
/// <param name="Message">How.</param>
/// <param name="Log">Every step that was done.</param>
public sealed record SimulationFailure(string Invariant, string Message, IReadOnlyList<string> Log);
