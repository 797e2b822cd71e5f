namespace Stigmem.Core.ContentIds;

/// <summary>The fields of an audit row that the chain protects.</summary>
/// <param name="AuditId">The audit id; it takes the place of the fact id in the link.</param>
/// <param name="Seq">The commit number.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="EventType">What happened.</param>
/// <param name="EntityUri">Who did it.</param>
/// <param name="OidcSub">The subject of the caller's token, if any.</param>
/// <param name="Source">The source of the fact concerned, if any.</param>
/// <param name="FactId">The fact concerned, if any.</param>
/// <param name="AttestedKeyId">The key that attested, if any.</param>
/// <param name="Detail">The stored detail text, hashed as a string.</param>
/// <param name="TimestampMicroseconds">When, as microseconds since the Unix epoch.</param>
/// <param name="Hlc">The stamp of the hybrid clock; null for rows from before rows had one, whose hash does not know of it.</param>
public readonly record struct ChainAuditEvent(
    Guid AuditId,
    long Seq,
    string Tenant,
    string EventType,
    string? EntityUri,
    string? OidcSub,
    string? Source,
    string? FactId,
    string? AttestedKeyId,
    string? Detail,
    long TimestampMicroseconds,
    string? Hlc = null);
