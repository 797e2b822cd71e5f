using Stigmem.Core.Quotas;

namespace Stigmem.Node.Quotas;

/// <summary>Whose bucket, and for what.</summary>
internal readonly record struct BucketKey(string Entity, string Tenant, QuotaDimension Dimension);
