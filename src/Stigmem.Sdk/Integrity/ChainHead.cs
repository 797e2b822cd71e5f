namespace Stigmem.Sdk.Integrity;

/// <summary>How far a chain is known.</summary>
/// <param name="TenantId">The chain: there is one a tenant.</param>
/// <param name="ChainSeq">The number of its last link, from 1.</param>
/// <param name="ChainHash">The hash of that link, <c>sha256:</c> and 64 lower-case hexadecimal digits.</param>
public sealed record ChainHead(string TenantId, long ChainSeq, string ChainHash);
