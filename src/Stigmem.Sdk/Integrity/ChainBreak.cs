namespace Stigmem.Sdk.Integrity;

/// <summary>The first place where a chain does not hold.</summary>
/// <param name="Reason">One of <see cref="ChainBreakReasons"/>.</param>
/// <param name="Line">The line of the export, from 1.</param>
/// <param name="TenantId">The chain; null if the line does not say.</param>
/// <param name="ChainSeq">The number that the line states; null if it states none.</param>
/// <param name="FactId">The fact; null if the line does not say.</param>
public sealed record ChainBreak(string Reason, long Line, string? TenantId, long? ChainSeq, string? FactId);
