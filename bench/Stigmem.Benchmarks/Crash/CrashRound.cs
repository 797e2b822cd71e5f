namespace Stigmem.Benchmarks.Crash;

/// <summary>What one kill showed.</summary>
/// <param name="Acknowledged">Facts that were answered with 201 before the kill.</param>
/// <param name="Recovery">From the restart to the first healthy answer.</param>
/// <param name="Losses">Everything that is not as it was promised.</param>
internal sealed record CrashRound(int Acknowledged, TimeSpan Recovery, IReadOnlyList<string> Losses);
