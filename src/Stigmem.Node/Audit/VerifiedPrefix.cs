namespace Stigmem.Node.Audit;

/// <summary>The part of a chain of facts that was walked and held.</summary>
/// <param name="Seq">The commit number of its last fact; 0 when there is none.</param>
/// <param name="Checked">How many links it has.</param>
/// <param name="Head">The last of them; empty when there is none.</param>
/// <param name="WholeAt">The time of the walk that began with the first link.</param>
internal sealed record VerifiedPrefix(long Seq, long Checked, ReadOnlyMemory<byte> Head, DateTimeOffset WholeAt);
