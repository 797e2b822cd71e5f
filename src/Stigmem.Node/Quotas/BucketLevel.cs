namespace Stigmem.Node.Quotas;

/// <summary>How full a bucket is at a moment.</summary>
internal readonly record struct BucketLevel(BucketKey Key, double Tokens, long AtMicroseconds);
