namespace Stigmem.Core.Ingest;

/// <summary>A stored fact with the id of one that comes in.</summary>
/// <param name="Cid">Its content id, if it has one.</param>
/// <param name="ValidUntilMicroseconds">When it ceases to hold; null for never.</param>
public readonly record struct KnownFact(string? Cid, long? ValidUntilMicroseconds);
