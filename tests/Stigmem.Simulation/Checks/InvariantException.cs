namespace Stigmem.Simulation.Checks;

/// <summary>Something that must always hold does not.</summary>
/// <param name="invariant">Which; the same for every case of it.</param>
/// <param name="detail">The case.</param>
public sealed class InvariantException(string invariant, string detail) : Exception($"{invariant}: {detail}")
{
    /// <summary>Which invariant.</summary>
    public string Invariant { get; } = invariant;
}
