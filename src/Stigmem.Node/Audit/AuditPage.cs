using Stigmem.Protocol.Audit;

namespace Stigmem.Node.Audit;

/// <summary>A page of the trail.</summary>
/// <param name="Entries">Its lines.</param>
/// <param name="Last">The last of them as it stands in the trail; null on an empty page.</param>
/// <param name="HasMore">Whether others follow.</param>
internal sealed record AuditPage(IReadOnlyList<AuditLogEntry> Entries, AuditEntry? Last, bool HasMore);
