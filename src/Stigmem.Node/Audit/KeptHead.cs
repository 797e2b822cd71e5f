using Stigmem.Core.ContentIds;

namespace Stigmem.Node.Audit;

/// <summary>A head of an audit chain as somebody kept it outside the store.</summary>
internal readonly record struct KeptHead(string Tenant, long ChainSeq, ContentId ChainHash);
