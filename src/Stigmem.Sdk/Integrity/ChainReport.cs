namespace Stigmem.Sdk.Integrity;

/// <summary>What <see cref="ChainVerifier"/> found.</summary>
/// <param name="CheckedLinks">How many links hold.</param>
/// <param name="Heads">
/// The last good link of each chain, by tenant. Links cut off at the end leave no trace in what is left: compare the heads
/// with what the node or its checkpoint says.
/// </param>
/// <param name="Break">The first break; null if all holds.</param>
public sealed record ChainReport(long CheckedLinks, IReadOnlyList<ChainHead> Heads, ChainBreak? Break)
{
    /// <summary>True if nothing is broken.</summary>
    public bool IsIntact => Break is null;
}
