namespace Stigmem.Node.Conflicts;

/// <summary>A conflict record as it stands in the store.</summary>
internal sealed record StoredConflict(Guid Id, long NewerSeq, long OlderSeq, bool IsResolved, string? ResolvedBy, long DetectedMicroseconds);
