namespace Stigmem.Node.Audit;

/// <summary>Where a chain breaks first.</summary>
/// <param name="Chain"><c>facts</c> or <c>audit</c>.</param>
/// <param name="Reason">One of the contract's reasons.</param>
/// <param name="Id">The row that does not hold; null when it is missing.</param>
/// <param name="ChainSeq">The place in the chain.</param>
internal sealed record ChainBreak(string Chain, string Reason, Guid? Id, long ChainSeq);
